// @ts-check
'use strict';

const { subscribe } = require('node:diagnostics_channel');

// Preloaded into the n8n processes of the queue tests: each says in a header who it is, so that what the sandbox
// saw can be counted per worker. The header is no part of what is signed.
const name = process.env.SANDBOX_LABEL;
if (name) {
	subscribe('http.client.request.created', (message) => {
		const { request } = /** @type {{ request: import('node:http').ClientRequest }} */ (message);
		if (!request.headersSent) request.setHeader('x-sandbox-label', name);
	});
}
