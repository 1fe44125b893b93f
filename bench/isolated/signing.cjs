'use strict';

const { createHmac } = require('node:crypto');
const path = require('node:path');
const { performance } = require('node:perf_hooks');

/** Runs on the host's Node, with the package as it is installed: prints calls per second as JSON. */
const [dist, rounds] = process.argv.slice(2);
const burstMs = 60;
const { authenticateSaison } = require(path.join(dist, 'lib/saison/authenticate.js'));
const { bindingFor, readSaisonCredential } = require(path.join(dist, 'lib/saison/credential.js'));
const { macHeader, makeNonce, normalizedString } = require(path.join(dist, 'lib/saison/mac.js'));

const data = {
	environment: 'test',
	clientId: 'bench',
	clientSecret: 'bench-client-secret-0001',
	tokenUrlPath: '/auth/token',
	apiVersion: '1',
	refreshToken: 'bench-refresh-token',
	accessToken: 'bench-access-token-0001',
};
data.boundTo = bindingFor(readSaisonCredential(data), data.refreshToken);
const input = {
	ts: 1_700_000_000,
	nonce: makeNonce(),
	method: 'POST',
	requestUri: '/auth/account/profile',
	host: 'apit.saisoncard.co.jp',
	port: 443,
};
const text = normalizedString(input);
const url = `https://${input.host}${input.requestUri}`;

const works = {
	bareHmac: () => createHmac('sha256', data.clientSecret).update(text, 'utf8').digest('base64'),
	signature: () => {
		const fresh = { ...input, ts: Math.floor(Date.now() / 1000), nonce: makeNonce() };
		return macHeader(fresh, data.accessToken, data.clientSecret, 'space');
	},
	authenticate: () => authenticateSaison(data, { method: 'POST', url, headers: {} }),
};

const perSecond = Object.fromEntries(Object.keys(works).map((name) => [name, []]));
for (let round = 0; round <= Number(rounds); round++) {
	for (const [name, work] of Object.entries(works)) {
		const rate = burst(work);
		// The first round is for the compiler.
		if (round > 0) perSecond[name].push(rate);
	}
}
console.log(JSON.stringify(perSecond));

function burst(work) {
	const began = performance.now();
	let calls = 0;
	let passed = 0;
	do {
		for (let i = 0; i < 200; i++) work();
		calls += 200;
		passed = performance.now() - began;
	} while (passed < burstMs);
	return (calls * 1000) / passed;
}
