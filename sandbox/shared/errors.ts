/** A control function was used incorrectly; over HTTP a 400 with this text. */
export class ControlError extends Error {}

/** The body of a request is larger than the sandbox accepts; over HTTP a 413 with this text. */
export class BodyTooLargeError extends Error {}

export class PortInUseError extends Error {
	constructor(
		readonly host: string,
		readonly port: number,
	) {
		super(`port ${port} on ${host} is already in use`);
	}
}
