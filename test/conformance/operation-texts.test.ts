import {
	ACTION_NODES,
	type Entry,
	entriesOf,
	NODE_FOLDERS,
	type NodeUnderTest,
} from './support/nodes';
import { checkRules, type Rules } from './support/rules';
import { sampleNode } from './support/sample-table';

/** Says that a request changes something: an AI agent and a user read the same line. */
const SAYS_IT_WRITES = /\bmay change data\b|\buses? up\b/;
const SAYS_IT_LOGS_IN = /\blog(s|ging)? in\b/i;
const MARKUP = /<\/?[a-z][^>]*>|\*\*|`|\]\(|\p{Extended_Pictographic}/iu;

const words = (text: string): string[] => text.toLowerCase().split(/[^a-z0-9]+/);

const textsOf = ({ operation: { name, action, description } }: Entry): string =>
	`${name}, ${action}, ${description}`;

/** A finding for every operation that `isRight` rejects: its file, and what is wrong there. */
function forEach(
	isRight: (entry: Entry) => boolean,
	describeFinding: (entry: Entry) => string = textsOf,
): (node: NodeUnderTest) => string[] {
	return (node) =>
		entriesOf(node)
			.filter((entry) => !isRight(entry))
			.map((entry) => {
				const { resource, operation } = entry;
				const file = `${NODE_FOLDERS[node.service]}/resources/${resource.value}/${operation.value}.operation.ts`;
				return `${file}: ${describeFinding(entry)}`;
			});
}

/** A resource as an action may name it: n8n's own lists say "Get many campaigns". */
function namesOf({ name }: Entry['resource']): string[] {
	const one = name.toLowerCase();
	if (/[^aeiou]y$/.test(one)) return [one, one.replace(/y$/, 'ies')];
	return [one, /(s|x|ch|sh)$/.test(one) ? `${one}es` : `${one}s`];
}

const rules: Rules<NodeUnderTest> = {
	'a name does not repeat the resource': forEach(
		({ resource, operation }) =>
			!words(operation.name).some((word) => words(resource.name).includes(word)),
	),
	'an action names the resource': forEach(
		({ resource, operation }) =>
			namesOf(resource).some((name) => ` ${operation.action.toLowerCase()} `.includes(` ${name} `)),
		({ resource, operation }) =>
			`action must contain '${namesOf(resource).join("' or '")}', not be '${operation.action}'`,
	),
	'an action begins with the verb of the name': forEach(
		({ operation }) => words(operation.action)[0] === words(operation.name)[0],
	),
	'an action is in sentence case': forEach(({ operation }) =>
		// Abbreviations stay as they are.
		/^[A-Z][a-z]+( ([a-z0-9]+|[A-Z]{2,}))*$/.test(operation.action),
	),
	'an action has no articles': forEach(
		({ operation }) => !words(operation.action).some((word) => /^(an?|the)$/.test(word)),
	),
	'a description begins with a verb and says more than name and action': forEach(
		({ operation: { description, name, action } }) =>
			/^[A-Z][a-z]+ /.test(description) &&
			![name, action].some((text) => words(text).join() === words(description).join()),
	),
	'a description has no markup': forEach(({ operation }) => !MARKUP.test(operation.description)),
	'a description ends with a period only after several sentences': forEach(
		({ operation: { description } }) =>
			description.endsWith('.') === /[.:;] /.test(description.replace(/; /g, ' ')),
	),
	'an operation that may write says so': forEach(
		({ operation: { effect, description } }) =>
			effect === 'read' || effect === 'login' || SAYS_IT_WRITES.test(description),
	),
	'an operation that only reads does not say that it writes': forEach(
		({ operation: { effect, description } }) =>
			(effect !== 'read' && effect !== 'login') || !SAYS_IT_WRITES.test(description),
	),
	'an operation that logs in says so': forEach(
		({ operation: { effect, description } }) =>
			effect !== 'login' || SAYS_IT_LOGS_IN.test(description),
	),
	'an operation that sends nothing says so': forEach(
		({ operation: { sendsNothing = false, description } }) =>
			sendsNothing === / without sending anything\b/.test(description),
	),
};

checkRules({
	rules,
	real: ACTION_NODES,
	good: sampleNode({
		operation: {
			effect: () => 'write',
			description: 'Read what is known of it. It may change data, so it is not retried.',
		},
	}),
	planted: {
		'a name does not repeat the resource': {
			'Get Ticket': sampleNode({ operation: { name: 'Get Ticket' } }),
		},
		'an action names the resource': {
			'an action of something else': sampleNode({ operation: { action: 'Get seat' } }),
			'a longer word': sampleNode({ operation: { action: 'Get ticketing' } }),
		},
		'an action begins with the verb of the name': {
			'another verb': sampleNode({ operation: { action: 'Fetch ticket' } }),
		},
		'an action is in sentence case': {
			'Title Case': sampleNode({ operation: { action: 'Get Ticket' } }),
			'a period': sampleNode({ operation: { action: 'Get ticket .' } }),
		},
		'an action has no articles': {
			a: sampleNode({ operation: { action: 'Get a ticket' } }),
			the: sampleNode({ operation: { action: 'Get the ticket' } }),
		},
		'a description begins with a verb and says more than name and action': {
			'the action again': sampleNode({ operation: { description: 'Get ticket' } }),
			'a lower-case letter': sampleNode({ operation: { description: 'read what is known' } }),
		},
		'a description has no markup': {
			'a tag': sampleNode({ operation: { description: 'Read <i>all</i> of it' } }),
		},
		'a description ends with a period only after several sentences': {
			'a period after one': sampleNode({ operation: { description: 'Read all of it.' } }),
			'none after two': sampleNode({ operation: { description: 'Read all of it. Even more' } }),
		},
		'an operation that may write says so': {
			'a write that looks like a read': sampleNode({ operation: { effect: 'write' } }),
			'a write that depends on the item': sampleNode({ operation: { effect: () => 'write' } }),
		},
		'an operation that only reads does not say that it writes': {
			'a read that warns': sampleNode({
				operation: { description: 'Read all of it, which may change data' },
			}),
		},
		'an operation that logs in says so': {
			'a silent login': sampleNode({ operation: { effect: 'login' } }),
		},
		'an operation that sends nothing says so': {
			'a silent operation': sampleNode({ operation: { sendsNothing: true } }),
			'a request that claims to send nothing': sampleNode({
				operation: { description: 'Read all of it, without sending anything' },
			}),
		},
	},
});

describe('The name of a resource in an action', () => {
	const rule = rules['an action names the resource'];
	const findings = (name: string, action: string) =>
		rule(sampleNode({ resource: { name }, operation: { action } }));

	it.each([
		['Campaign', 'Get many campaigns'],
		['Balance', 'Get many balances'],
		['Entry', 'Get many entries'],
		['Batch', 'Get many batches'],
		['Key', 'Get many keys'],
	])('of %s may be its plural: %s', (name, action) => {
		expect(findings(name, action)).toEqual([]);
	});

	it('is missing: the finding says in which file, and what is expected', () => {
		expect(findings('Entry', 'Get many things')).toEqual([
			"nodes/SaisonConnect/resources/ticket/get.operation.ts: action must contain 'entry' or 'entries', not be 'Get many things'",
		]);
	});
});
