/* Both functions run in the page, and so contain all they need. */

export interface CredentialField {
	label: string;
	isMasked: boolean;
}

/** The fields of an open credential form that can be seen, in their order. */
export function readCredentialFields(): CredentialField[] {
	const fields = document.querySelectorAll('[data-test-id="credential-connection-parameter"]');
	return Array.from(fields).flatMap((field) => {
		const label = field.querySelector('label .n8n-text');
		if (!label?.checkVisibility()) return [];
		const isMasked = field.querySelector('input')?.type === 'password';
		return [{ label: (label.textContent ?? '').replace('*', '').trim(), isMasked }];
	});
}

export interface FormReport {
	/** Of all fields, in their order. */
	labels: string[];
	/** Labels whose text does not fit. */
	cut: string[];
	/** Labels without a description to be read on hover. */
	withoutHelp: string[];
	/** Fields without a label. */
	unlabelled: string[];
	/** Pairs of things that lie on each other. */
	overlaps: string[];
	/** Things that stick out of the form. */
	outside: string[];
}

/** What an open node's form looks like. */
export function inspectForm(): FormReport {
	const form = document.querySelector('[data-test-id="node-parameters"]') as Element;
	const all = (selector: string, from = form): Element[] =>
		Array.from(from.querySelectorAll(selector)).filter((one) => one.checkVisibility());
	const labels = all('[data-test-id="input-label"] label');
	const textOf = (label: Element | null): string =>
		(label?.querySelector('.n8n-text')?.textContent ?? '').trim();
	const isCut = (label: Element): boolean =>
		[label.querySelector('.n8n-text'), label.querySelector('.n8n-text')?.parentElement].some(
			(part) =>
				part &&
				getComputedStyle(part).display !== 'inline' &&
				part.scrollWidth > part.clientWidth + 1,
		);
	const inputs = all('[data-test-id="parameter-input"]');
	const nameOf = (part: Element): string => {
		const field = part.closest('[data-test-id="input-label"]')?.querySelector('label') ?? null;
		return `${part.getAttribute('data-test-id') ?? part.tagName} of "${textOf(field)}"`;
	};
	const parts = [
		...labels.flatMap((label) => Array.from(label.querySelectorAll('.n8n-text')).slice(0, 1)),
		...inputs,
		...all('[data-test-id="fixed-collection-add"], .notice, [data-test-id="parameter-issues"]'),
	];
	const box = form.getBoundingClientRect();
	const lieOnEachOther = (one: Element, other: Element): boolean => {
		if (one.contains(other) || other.contains(one)) return false;
		const [a, b] = [one.getBoundingClientRect(), other.getBoundingClientRect()];
		const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
		const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
		return across > 1 && down > 1;
	};
	return {
		labels: labels.map(textOf),
		cut: labels.filter(isCut).map(textOf),
		withoutHelp: labels
			.filter((label) => !label.querySelector('[data-icon="circle-help"]'))
			.map(textOf),
		unlabelled: inputs
			.filter((input) => {
				const field = input.closest('[data-test-id="input-label"]');
				return textOf(field?.querySelector('label') ?? null) === '';
			})
			.map(({ innerHTML }) => innerHTML.slice(0, 200)),
		overlaps: parts.flatMap((one, index) =>
			parts
				.slice(index + 1)
				.filter((other) => lieOnEachOther(one, other))
				.map((other) => `${nameOf(one)} and ${nameOf(other)}`),
		),
		outside: parts
			.filter((part) => {
				const { left, right } = part.getBoundingClientRect();
				return left < box.left - 1 || right > box.right + 1;
			})
			.map(nameOf),
	};
}
