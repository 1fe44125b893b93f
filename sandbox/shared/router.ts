import { Router } from 'express';

/** Paths must match to the letter: case and trailing slash count. */
export function strictRouter(): Router {
	return Router({ caseSensitive: true, strict: true });
}
