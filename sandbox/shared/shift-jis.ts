let table: Map<string, Buffer> | undefined;

/** The two-byte characters, found by decoding every pair once. */
function shiftJisTable(): Map<string, Buffer> {
	const found = new Map<string, Buffer>();
	const decoder = new TextDecoder('shift_jis');
	for (let lead = 0x81; lead <= 0xfc; lead += 1) {
		for (let trail = 0x40; trail <= 0xfc; trail += 1) {
			const bytes = Buffer.from([lead, trail]);
			const text = decoder.decode(bytes);
			if (text.length === 1 && text !== '\ufffd' && !found.has(text)) found.set(text, bytes);
		}
	}
	return found;
}

export function encodeShiftJis(text: string): Buffer {
	table ??= shiftJisTable();
	const known = table;
	return Buffer.concat(
		[...text].map((sign) =>
			sign < '\u0080' ? Buffer.from(sign, 'latin1') : (known.get(sign) ?? Buffer.from('?')),
		),
	);
}
