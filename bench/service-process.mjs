import { createServer } from 'node:http';
import { isSigned } from './mac.mjs';

/**
 * The service of the bench, a process of its own: tokens at once, data after the latency. It prints its
 * address as JSON; `/counts` gives what it saw since `/reset`.
 */
const latencyMs = Number(process.argv[2]);
const clientSecret = process.argv[3];
/** One MAC in so many is checked, so that checking does not take time from what is measured. */
const checkedOneIn = 10;

const tokens = new Set();
let open = 0;
let counts = fresh();

function fresh() {
	return { requests: 0, logins: 0, mostOpen: 0, checked: 0, refused: 0 };
}

const server = createServer({ keepAlive: false }, (request, response) => {
	if (request.url === '/auth/token') return void readBody(request, (body) => logIn(body, response));
	counts.requests++;
	if (request.url === '/data' && !isAllowed(request)) {
		counts.refused++;
		return void answer(response, 400, { error: 'invalid_request' });
	}
	let body;
	let isDue = false;
	const finish = () => answer(response, 200, dataOf(body));
	readBody(request, (text) => {
		body = text;
		if (isDue) finish();
	});
	setTimeout(() => {
		isDue = true;
		if (body !== undefined) finish();
	}, latencyMs);
});

/** A header must be there on every request; every tenth is checked in full. */
function isAllowed(request) {
	if (counts.requests % checkedOneIn !== 1) return request.headers.authorization !== undefined;
	counts.checked++;
	return isSigned(request, clientSecret, tokens);
}

function logIn(body, response) {
	counts.logins++;
	const token = `bench-token-${tokens.size}`;
	tokens.add(token);
	const refresh_token = new URLSearchParams(body).get('refresh_token');
	answer(response, 200, {
		access_token: token,
		token_type: 'mac',
		expires_in: 3600,
		refresh_token,
	});
}

function dataOf(body) {
	return {
		result_code: '000',
		member: new URLSearchParams(body).get('member'),
		card_meisho_sousho: 'MADE-UP CARD',
		birthday: '19700101',
		sex: '2',
		sex_name: '女性',
		add_cdA: '13101',
	};
}

function readBody(request, done) {
	let body = '';
	request.setEncoding('utf8');
	request.on('data', (text) => (body += text));
	request.on('end', () => done(body));
}

function answer(response, status, json) {
	response.writeHead(status, { 'content-type': 'application/json', connection: 'close' });
	response.end(JSON.stringify(json));
}

server.on('connection', (socket) => {
	counts.mostOpen = Math.max(counts.mostOpen, ++open);
	socket.on('close', () => open--);
});

/** Apart, so that being asked for the counts does not count. */
const control = createServer((request, response) => {
	if (request.url === '/reset') counts = fresh();
	answer(response, 200, counts);
});

// All items of the HTTP Request node knock at the same moment.
server.listen({ host: '127.0.0.1', port: 0, backlog: 4096 }, () => {
	control.listen(0, '127.0.0.1', () => {
		const urlOf = (one) => `http://127.0.0.1:${one.address().port}`;
		console.log(JSON.stringify({ url: urlOf(server), control: urlOf(control) }));
	});
});
