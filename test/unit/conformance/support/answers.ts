import type { HttpResponse } from '../../../../lib/core/http/response';
import { creditLine, statement, wallet } from '../../../../sandbox/saison/response-bodies';
import { makeMembers, type Member } from '../../../../sandbox/saison/data';
import { SaisonState } from '../../../../sandbox/saison/state';
import { response } from '../../support/responses';
import { jwt } from '../../support/credentials';

const members = [...makeMembers().values()];
const state = new SaisonState({});

/** What the sandbox answers for all of its members, but for those it refuses. */
function ofMembers(call: (member: Member) => { status: number; body: object }): HttpResponse[] {
	return members
		.map(call)
		.filter(({ status }) => status === 200)
		.map(({ status, body }) => response(status, body));
}

const tokens = { access_token: 'AT', refresh_token: 'RT', token_type: 'mac' };
const session = { token: jwt({ exp: 4_000_000_000 }), refreshtoken: 'RT' };
const customer = { firstname: 'Ada', card: '2990000000001' };

/** Answers that together hold everything an operation may give out. */
export const ANSWERS: Record<string, HttpResponse[]> = {
	'member.getAttributes': ofMembers(({ attributes }) => ({
		status: 200,
		body: { result_code: '000', info_data: attributes },
	})),
	'statement.get': ofMembers(statement),
	'creditLine.get': ofMembers(creditLine),
	'wallet.getBalance': ofMembers((member) => wallet(member, state)),
	// These two send nothing.
	'authorization.getAuthorizeUrl': [response(200)],
	'authorization.createState': [response(200)],
	'authorization.exchangeCode': [
		response(200, tokens),
		response(200, { ...tokens, expires_in: 60 }),
	],
	'authorization.refreshTokens': [
		response(200, tokens),
		response(200, { ...tokens, expires_in: 60 }),
	],
	'session.logIn': [response(200, session)],
	'customer.logIn': [response(200, session), response(200, { ...session, customer })],
	'card.check': [
		response(200, { exists: true, card: null, dataComplete: true, firstname: 'Ada' }),
		response(402, 'Payment Required'),
		response(404),
	],
};
