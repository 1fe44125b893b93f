const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567';

/** RFC 4648, section 6, in lower case and without padding: letters and digits only. */
export function encodeBase32(bytes: Uint8Array): string {
	let text = '';
	let bits = 0;
	let held = 0;
	for (const byte of bytes) {
		held = (held << 8) | byte;
		for (bits += 8; bits >= 5;) {
			bits -= 5;
			text += ALPHABET[(held >>> bits) & 31];
		}
		held &= (1 << bits) - 1;
	}
	return bits > 0 ? text + ALPHABET[(held << (5 - bits)) & 31] : text;
}

/** `undefined` for any text that `encodeBase32` does not write, so that no two texts mean the same. */
export function decodeBase32(text: string): Buffer | undefined {
	const bytes: number[] = [];
	let bits = 0;
	let held = 0;
	for (const letter of text) {
		const value = ALPHABET.indexOf(letter);
		if (value < 0) return undefined;
		held = (held << 5) | value;
		bits += 5;
		if (bits < 8) continue;
		bits -= 8;
		bytes.push(held >>> bits);
		held &= (1 << bits) - 1;
	}
	const decoded = Buffer.from(bytes);
	return encodeBase32(decoded) === text ? decoded : undefined;
}
