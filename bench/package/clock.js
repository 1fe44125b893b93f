'use strict';

const { Session } = require('node:inspector/promises');
const { performance } = require('node:perf_hooks');

const sampleEveryMs = 20;

/** What is being measured; one run at a time. */
let run;

/**
 * Starts the clock inside n8n's own process, with the garbage of earlier runs gone. The bench is told
 * first, so that it can note what else is needed, and says whether a profile is wanted.
 */
async function begin(control) {
	collectGarbage();
	const { profile } = await post(control, 'begin', { pid: process.pid });
	const session = profile ? await startProfile() : undefined;
	const { heapUsed } = process.memoryUsage();
	run = { control, session, heapAtBegin: heapUsed, peakRss: 0 };
	const sample = () => (run.peakRss = Math.max(run.peakRss, process.memoryUsage.rss()));
	run.sampler = setInterval(sample, sampleEveryMs);
	run.sample = sample;
	run.cpu = process.cpuUsage();
	run.began = performance.now();
}

/** Stops the clock and hands the figures to the bench. `check` looks at the items once it stands still. */
async function end(check) {
	const wallMs = performance.now() - run.began;
	const { user, system } = process.cpuUsage(run.cpu);
	clearInterval(run.sampler);
	run.sample();
	const profile = await run.session?.post('Profiler.stop');
	run.session?.disconnect();
	const problem = check();
	collectGarbage();
	const { heapUsed } = process.memoryUsage();
	const { control, heapAtBegin, peakRss } = run;
	run = undefined;
	await post(control, 'end', {
		wallMs,
		cpuMs: (user + system) / 1000,
		peakRss,
		heapAtBegin,
		// What the run holds when it is done: the items that came in and the items that go out.
		heldBytes: heapUsed - heapAtBegin,
		problem,
		profile: profile?.profile,
	});
}

async function startProfile() {
	const session = new Session();
	session.connect();
	await session.post('Profiler.enable');
	await session.post('Profiler.setSamplingInterval', { interval: 500 });
	await session.post('Profiler.start');
	return session;
}

function collectGarbage() {
	// Twice: what the first round frees in native code is seen by the second.
	globalThis.gc();
	globalThis.gc();
}

async function post(control, name, body) {
	const answer = await fetch(`${control}/${name}`, { method: 'POST', body: JSON.stringify(body) });
	return await answer.json();
}

module.exports = { begin, end };
