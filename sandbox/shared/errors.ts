/** A wrong use of the control functions; over HTTP a 400 with this text. */
export class ControlError extends Error {}
