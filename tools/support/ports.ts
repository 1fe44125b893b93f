'use strict';

const net = require('node:net');
const { PlainError } = require('./plain-error.cjs');

const loopback = '127.0.0.1';

/** Whether the port can be listened on now; 0 asks for any. Gives the port, or undefined when it is busy. */
function tryPort(port) {
	return new Promise((resolve, reject) => {
		const server = net.createServer();
		server.once('error', (error) => {
			if (error.code === 'EADDRINUSE') resolve(undefined);
			else if (error.code === 'EACCES')
				reject(new PlainError(`Port ${port} needs more rights. Choose one above 1023.`));
			else reject(error);
		});
		server.listen(port, loopback, () => {
			const { port: got } = server.address();
			server.close(() => resolve(got));
		});
	});
}

/** A port that was asked for must be free; a preferred one gives way to any free one. */
async function choosePort({ demanded, preferred = 0 } = {}) {
	if (demanded !== undefined) {
		if (await tryPort(demanded)) return demanded;
		throw new PlainError(
			`Port ${demanded} is in use by another program. Choose another with --port, or leave it out for a free one.`,
		);
	}
	return (await tryPort(preferred)) ?? (await tryPort(0));
}

module.exports = { choosePort };
