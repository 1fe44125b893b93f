/* eslint-disable @n8n/community-nodes/require-node-api-error -- not a node: a stand-in for the service */
import type { Request, Response, Router } from 'express';
import { answerJson } from '../shared/send';
import { isFormContentType, rawQuery, readForm } from '../shared/form';
import { localsOf } from '../shared/locals';
import { add } from '../shared/traffic';
import { exchangeCode, refreshTokens } from './grants';
import type { TokenAnswer } from './grants';
import { sameText } from './mac';
import { PATHS } from './paths';
import type { SaisonState } from './state';
import { TokenError, need } from './errors';

function readRequest(req: Request, res: Response): Map<string, string> {
	if (req.headers['x-api-version'] !== '1') {
		throw new TokenError('invalid_request', 'X-API-VERSION must be 1');
	}
	if (!isFormContentType(req.headers['content-type'])) {
		throw new TokenError('invalid_request', 'the content type must be form encoded, UTF-8');
	}
	if (rawQuery(req.originalUrl) !== '') {
		throw new TokenError('invalid_request', 'parameters belong in the body');
	}
	const read = readForm(localsOf(res).body);
	if ('problem' in read) throw new TokenError('invalid_request', read.problem);
	return read.values;
}

function checkClient(state: SaisonState, req: Request, form: Map<string, string>): string {
	if (req.headers.authorization !== undefined) {
		throw new TokenError('invalid_client', 'the secret belongs in the body, not in a header');
	}
	const id = need(form, 'client_id');
	const secret = Object.hasOwn(state.settings.clients, id) ? state.settings.clients[id] : undefined;
	if (secret === undefined || !sameText(form.get('client_secret') ?? '', secret)) {
		throw new TokenError('invalid_client', 'unknown client or wrong secret');
	}
	return id;
}

function answerTo(state: SaisonState, req: Request, res: Response): TokenAnswer {
	const form = readRequest(req, res);
	const clientId = checkClient(state, req, form);
	const type = need(form, 'grant_type');
	if (type === 'authorization_code') return exchangeCode(state, clientId, form);
	if (type === 'refresh_token') return refreshTokens(state, clientId, form);
	throw new TokenError('unsupported_grant_type', `no grant type ${type}`);
}

export function addTokenEndpoint(router: Router, state: SaisonState): void {
	router.post(PATHS.token, async (req, res) => {
		const headers = { 'Cache-Control': 'no-store', Pragma: 'no-cache' };
		try {
			await answerJson(res, 200, answerTo(state, req, res), headers);
		} catch (problem) {
			if (!(problem instanceof TokenError)) throw problem;
			const { error, description } = problem;
			add(state.counts.tokenErrors, error);
			const status = error === 'invalid_client' ? 401 : 400;
			await answerJson(res, status, { error, error_description: description }, headers);
		}
	});
}
