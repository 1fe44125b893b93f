const nextHeading = /^## /m;

/** A section of a Markdown text, from its heading to the next one of the second level; empty if there is none. */
export function sectionOf(text: string, heading: string): string {
	const start = text.indexOf(`${heading}\n`);
	if (start === -1) return '';
	const afterHeading = start + heading.length;
	const length = text.slice(afterHeading).search(nextHeading);
	return text.slice(start, length === -1 ? undefined : afterHeading + length).trimEnd();
}

/** Puts a section in the place of the one with its heading, or, if there is none, before `before`. */
export function withSection(
	text: string,
	{ heading, section, before }: { heading: string; section: string; before: string },
): string {
	const old = sectionOf(text, heading);
	if (old) return text.replace(old, () => section.trimEnd());
	const at = text.indexOf(`${before}\n`);
	if (at === -1) return `${text.trimEnd()}\n\n${section.trimEnd()}\n`;
	return `${text.slice(0, at)}${section.trimEnd()}\n\n${text.slice(at)}`;
}
