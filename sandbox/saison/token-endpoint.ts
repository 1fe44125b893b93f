/* eslint-disable @n8n/community-nodes/require-node-api-error -- a local test server, not a node */
import type { Request, Response, Router } from 'express';
import { isFormContentType, parseForm, rawQuery } from '../shared/form';
import { localsOf } from '../shared/request';
import { sendJson } from '../shared/send';
import { increment } from '../shared/traffic';
import { TokenError } from './errors';
import { exchangeCode, refreshTokens, requireParameter } from './grants';
import type { Form, TokenResponse } from './grants';
import { sameText } from './mac';
import { PATHS } from './paths';
import type { SaisonState } from './state';

function readForm(req: Request, res: Response): Form {
	if (req.headers['x-api-version'] !== '1') {
		throw new TokenError('invalid_request', 'X-API-VERSION must be 1');
	}
	if (!isFormContentType(req.headers['content-type'])) {
		const message = 'Content-Type must be application/x-www-form-urlencoded in UTF-8';
		throw new TokenError('invalid_request', message);
	}
	if (rawQuery(req.originalUrl) !== '') {
		throw new TokenError('invalid_request', 'parameters must be in the body, not in the URL');
	}
	const parsed = parseForm(localsOf(res).body);
	if ('problem' in parsed) throw new TokenError('invalid_request', parsed.problem);
	return parsed.values;
}

/** The ID of the client, once its secret has been checked. */
function authenticateClient(state: SaisonState, req: Request, form: Form): string {
	if (req.headers.authorization !== undefined) {
		const message = 'client_secret must be in the body, not in the Authorization header';
		throw new TokenError('invalid_client', message);
	}
	const id = requireParameter(form, 'client_id');
	const secret = Object.hasOwn(state.settings.clients, id) ? state.settings.clients[id] : undefined;
	if (secret === undefined || !sameText(form.get('client_secret') ?? '', secret)) {
		throw new TokenError('invalid_client', 'unknown client_id or wrong client_secret');
	}
	return id;
}

function handleTokenRequest(state: SaisonState, req: Request, res: Response): TokenResponse {
	const form = readForm(req, res);
	const clientId = authenticateClient(state, req, form);
	const grantType = requireParameter(form, 'grant_type');
	if (grantType === 'authorization_code') return exchangeCode(state, clientId, form);
	if (grantType === 'refresh_token') return refreshTokens(state, clientId, form);
	throw new TokenError('unsupported_grant_type', `grant_type ${grantType} is not supported`);
}

export function addTokenEndpoint(router: Router, state: SaisonState): void {
	router.post(PATHS.token, async (req, res) => {
		const headers = { 'Cache-Control': 'no-store', Pragma: 'no-cache' };
		try {
			await sendJson(res, 200, handleTokenRequest(state, req, res), headers);
		} catch (problem) {
			if (!(problem instanceof TokenError)) throw problem;
			const { error, description } = problem;
			increment(state.counts.tokenErrors, error);
			const status = error === 'invalid_client' ? 401 : 400;
			await sendJson(res, status, { error, error_description: description }, headers);
		}
	});
}
