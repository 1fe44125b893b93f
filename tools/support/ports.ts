import { randomInt } from 'node:crypto';
import getPort, { clearLockedPorts } from 'get-port';
import { UserError } from './user-error';

/**
 * A free port of the loopback address. A `demanded` port must be free; a `preferred` one gives way to any free one.
 *
 * @throws {UserError} when the demanded port cannot be used
 */
export async function choosePort({
	demanded,
	preferred,
}: { demanded?: number; preferred?: number } = {}): Promise<number> {
	// get-port does not give a port twice within 15 s; a port that is demanded may be asked for again.
	if (demanded !== undefined) clearLockedPorts();
	// Below the range that systems take the ports of outgoing connections from, so that none takes it before it is used.
	const candidates = Array.from({ length: 20 }, () => randomInt(20_000, 32_000));
	const wanted = demanded ?? preferred;
	const port = await getPort({
		host: '127.0.0.1',
		port: wanted === undefined ? candidates : [wanted, ...candidates],
	});
	if (demanded === undefined || port === demanded) return port;
	throw new UserError(
		demanded < 1024
			? `Port ${demanded} is in use or needs more permissions. Choose one above 1023.`
			: `Port ${demanded} is in use by another program. Choose another with --port, or leave it out for a free one.`,
	);
}
