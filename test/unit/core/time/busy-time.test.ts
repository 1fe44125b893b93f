import { sleep } from 'n8n-workflow';
import { busyTime } from '../../../../lib/core/time/busy-time';

it('counts all the time in which the thread works', () => {
	const [busyBefore, began] = [busyTime(), performance.now()];
	while (performance.now() - began < 20);
	expect(busyTime() - busyBefore).toBeGreaterThanOrEqual(19);
});

it('does not count the time in which the thread waits', async () => {
	const [busyBefore, began] = [busyTime(), performance.now()];
	const waitedMs = (): number => performance.now() - began - (busyTime() - busyBefore);
	// However busy the machine is, this ends, unless no wait is noticed.
	while (waitedMs() < 50) await sleep(10);
	expect(waitedMs()).toBeGreaterThanOrEqual(50);
});
