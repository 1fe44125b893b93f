const widest = 66;

/** Rows of plain objects as aligned text; Japanese characters take two columns of a terminal. */
export function table(rows) {
	const names = [...new Set(rows.flatMap(Object.keys))];
	const lines = [names, ...rows.map((row) => names.map((name) => clip(String(row[name] ?? ''))))];
	const widths = names.map((_, column) => Math.max(...lines.map((line) => width(line[column]))));
	const draw = (cells) => `  ${cells.map((cell, i) => pad(cell, widths[i])).join('  ')}`.trimEnd();
	const rule = draw(widths.map((w) => '─'.repeat(w)));
	const [head, ...body] = lines.map(draw);
	return [head, rule, ...body].join('\n');
}

function pad(text, to) {
	return text + ' '.repeat(to - width(text));
}

function clip(text) {
	if (width(text) <= widest) return text;
	let kept = '';
	for (const character of text) {
		if (width(kept + character) >= widest) break;
		kept += character;
	}
	return `${kept}…`;
}

function width(text) {
	return [...text].reduce((sum, character) => sum + (isWide(character) ? 2 : 1), 0);
}

function isWide(character) {
	return /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]/u.test(
		character,
	);
}
