/* eslint-disable @n8n/community-nodes/no-dangerous-functions -- runs the code of the example */
import type { Reason } from '../../lib/core/errors/service-error';
import '../../lib/saison/errors';
import { readExample, SAVES_NO_EXECUTION } from './support/example';

/** What the error workflow among the examples makes of whatever n8n may hand it. */
const { nodes, settings } = readExample('alert-operator');
const jsCode = nodes.find(({ name }) => name === 'What to Tell')?.parameters.jsCode as string;
const run = new Function('$input', jsCode) as (input: {
	all: () => unknown[];
}) => Array<{ json: { subject: string; text: string } }>;

function messageOf(json: object): string {
	const [{ json: message }] = run({ all: () => [{ json }] });
	return `${message.subject}\n${message.text}`;
}

/** Whatever stands where a text, a number or a name could be. */
const PLANTED = '+39 333 0000077';
const workflow = { id: '1', name: 'Nightly sync' };
const url = 'https://n8n.example.com/workflow/abc/executions/7';
const plantedError = {
	name: PLANTED,
	message: `${PLANTED}: ${PLANTED}`,
	description: PLANTED,
	messages: [PLANTED],
	stack: PLANTED,
	httpCode: PLANTED,
	level: PLANTED,
	extra: { [PLANTED]: PLANTED },
	context: {
		itemIndex: PLANTED,
		data: PLANTED,
		details: { reason: PLANTED, httpStatus: PLANTED, resultCode: PLANTED, [PLANTED]: PLANTED },
	},
	errorResponse: { message: PLANTED, context: { details: { reason: PLANTED } } },
	cause: { message: PLANTED },
	node: { name: 'Check Card', parameters: { value: PLANTED } },
};

const reasons: Record<Reason, string> = {
	token_expired: 'access token',
	consent_needed: 'new link',
	member_not_eligible: 'leave the member out',
	insufficient_scope: 'scope',
	rate_limited: 'fewer requests',
	maintenance: 'after the maintenance',
	temporarily_unavailable: 'later',
	invalid_input: 'Correct the item',
	bad_answer: 'path',
	network: 'firewall',
	timeout: 'Timeout',
	service_error: 'later',
};

test.each(Object.entries(reasons))('%s is told with its advice', (reason, advice) => {
	const error = { name: 'NodeApiError', context: { itemIndex: 3, details: { reason } } };
	const message = messageOf({
		workflow,
		execution: { url, lastNodeExecuted: 'Check Card', error },
	});
	expect(message).toMatch(new RegExp(`^Reason: ${reason}\nWhat to do: .*${advice}`, 'm'));
	expect(message).toContain('Item, from 0: 3');
	expect(message).toContain(`Execution: ${url}`);
});

test.each([
	['an execution', { execution: { url, lastNodeExecuted: 'Check Card', error: plantedError } }],
	['a trigger', { trigger: { mode: PLANTED, error: plantedError } }],
	['an execution whose fields are all wrong', { execution: { url: PLANTED, mode: PLANTED } }],
	[
		'a reason that is a name of every object',
		{ execution: { error: { message: `${PLANTED}: constructor` } } },
	],
	['a link with a query', { execution: { url: `${url}?phone=${PLANTED}`, error: plantedError } }],
])('nothing but names of workflow and node is told of %s', (_what, told) => {
	const message = messageOf({ workflow, ...told });
	expect(message).not.toContain(PLANTED);
	expect(message).toContain('Reason: unknown');
	expect(message).toContain('Workflow: Nightly sync');
});

test('no execution is saved, since n8n hands it every text of the error', () => {
	expect(settings).toMatchObject(SAVES_NO_EXECUTION);
});
