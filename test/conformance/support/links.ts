import { anchorsOf, exists, read } from './files';

export function linksOf(markdown: string): string[] {
	return [...markdown.matchAll(/\]\(([^)]+)\)/g)].map(([, link]) => link);
}

/** The links of a page in `docs` that lead to no file, or to no heading in it. */
export function linksToNothing(page: string): string[] {
	return linksOf(page).filter((link) => !/^https:/.test(link) && !leadsSomewhere(link));
}

/** The file that a link in `docs` leads to, from the root of the repository. */
export function targetOf(link: string): string {
	const [target] = link.split('#');
	return target.startsWith('../') ? target.slice(3) : `docs/${target}`;
}

function leadsSomewhere(link: string): boolean {
	const [, anchor] = link.split('#');
	const file = targetOf(link);
	if (!exists(file)) return false;
	return anchor === undefined || anchorsOf(read(file)).includes(anchor);
}
