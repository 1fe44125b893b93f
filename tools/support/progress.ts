'use strict';

const lineEveryMs = 15_000;
const firstLineAfterMs = 5_000;

/**
 * One line per step, with its duration. On a terminal the running step is redrawn in place; elsewhere
 * (a log file, CI) a plain line shows every 15 seconds that it is alive. `done('')` leaves no line.
 */
function createProgress({ log, out = process.stdout } = {}) {
	const live = !log && out.isTTY && process.env.TERM !== 'dumb';
	const write = log ?? ((line) => out.write(`${line}\n`));

	async function step(title, work, doneTitle = title) {
		const began = Date.now();
		let detail = '';
		let doneText = doneTitle;
		const running = () => `… ${title}, ${elapsed(Date.now() - began)}${detail && `: ${detail}`}`;
		const draw = () => out.write(`\r${clip(running(), out.columns)}\x1b[K`);
		const timers = live ? [setInterval(draw, 200)] : plainTimers(() => write(running()));
		if (live) draw();
		const close = (sign, text) => {
			timers.forEach(clearInterval);
			if (live) out.write('\r\x1b[K');
			if (text) write(`${sign} ${text} (${elapsed(Date.now() - began)})`);
		};
		try {
			const value = await work({
				say: (text) => (detail = text),
				done: (text) => (doneText = text),
			});
			close('✓', doneText);
			return value;
		} catch (error) {
			close('✗', title);
			throw error;
		}
	}

	return { step, line: write };
}

function plainTimers(show) {
	const every = setInterval(show, lineEveryMs);
	return [every, setTimeout(show, firstLineAfterMs)];
}

function elapsed(ms) {
	if (ms < 9_950) return `${(ms / 1000).toFixed(1)} s`;
	const seconds = Math.round(ms / 1000);
	if (seconds < 60) return `${seconds} s`;
	return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, '0')} s`;
}

function clip(text, columns) {
	const room = (columns || 80) - 1;
	return text.length <= room ? text : `${text.slice(0, room - 1)}…`;
}

module.exports = { createProgress, elapsed };
