/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/require-node-api-error -- a tool */

export interface StepControl {
	/** Sets what the running step is about, in a few words. */
	say(text: string): void;
	/** Sets the line that is left when the step succeeds; an empty one leaves none. */
	done(text: string): void;
}

export interface Progress {
	/** Does the work of a step and shows how it goes; `doneTitle` is the line that is left when it succeeds. */
	step<T>(
		title: string,
		work: (control: StepControl) => Promise<T> | T,
		doneTitle?: string,
	): Promise<T>;
	/** Writes a line of its own. */
	line(text: string): void;
}

export interface ProgressOptions {
	/** Takes every line instead of the output. */
	log?: (line: string) => void;
	out?: NodeJS.WriteStream;
}

const lineEveryMs = 15_000;
const firstLineAfterMs = 5_000;

/**
 * Shows one line per step, with its duration. On a terminal the running step is redrawn in place; elsewhere (a log
 * file, CI) a plain line shows every 15 seconds that it is alive, which listr2 does not do.
 */
export function createProgress({ log, out = process.stdout }: ProgressOptions = {}): Progress {
	const live = !log && out.isTTY && process.env.TERM !== 'dumb';
	const write = log ?? ((line: string) => void out.write(`${line}\n`));

	async function step<T>(
		title: string,
		work: (control: StepControl) => Promise<T> | T,
		doneTitle = title,
	): Promise<T> {
		const began = Date.now();
		let detail = '';
		let doneText = doneTitle;
		const running = () => `… ${title}, ${elapsed(Date.now() - began)}${detail && `: ${detail}`}`;
		const draw = () => out.write(`\r${clip(running(), out.columns)}\x1b[K`);
		const timers = live ? [setInterval(draw, 200)] : plainTimers(() => write(running()));
		if (live) draw();
		const close = (sign: string, text: string) => {
			for (const timer of timers) clearTimeout(timer);
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

function plainTimers(show: () => void): NodeJS.Timeout[] {
	return [setInterval(show, lineEveryMs), setTimeout(show, firstLineAfterMs)];
}

/** A duration in words, such as `2.4 s` or `3 min 05 s`. */
export function elapsed(ms: number): string {
	if (ms < 9_950) return `${(ms / 1000).toFixed(1)} s`;
	const seconds = Math.round(ms / 1000);
	if (seconds < 60) return `${seconds} s`;
	return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, '0')} s`;
}

function clip(text: string, columns: number): string {
	const room = (columns || 80) - 1;
	return text.length <= room ? text : `${text.slice(0, room - 1)}…`;
}
