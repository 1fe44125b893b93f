import { createServer } from 'node:http';

/**
 * Where the nodes of the bench report to. While a run is on, nobody asks n8n how it goes: asking would
 * take time from what is measured.
 */
export async function startControl() {
	let run;
	const server = createServer((request, response) => {
		let text = '';
		request.setEncoding('utf8');
		request.on('data', (part) => (text += part));
		request.on('end', async () => {
			const reply = await run?.[request.url.slice(1)]?.(JSON.parse(text));
			// A connection kept open might be closed by one side just as the busy other one uses it.
			response.setHeader('connection', 'close');
			response.end(JSON.stringify(reply ?? {}));
		});
	});
	await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		url: `http://127.0.0.1:${server.address().port}`,
		/** @returns what the last node reported, once it does */
		expect({ onBegin, onEnd }) {
			return new Promise((resolve) => {
				run = {
					begin: onBegin,
					end: async (report) => {
						run = undefined;
						resolve({ ...report, ...(await onEnd()) });
					},
				};
			});
		},
		stop: () => new Promise((resolve) => server.close(resolve)),
	};
}
