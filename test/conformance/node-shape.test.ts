import type { INodeTypeDescription } from 'n8n-workflow';
import packageJson from '../../package.json';
import { exists } from './support/files';
import { marta, saison, trigger } from './support/nodes';
import { checkRules, type Rules } from './support/rules';

/** A node's description with the file it is in. */
interface Shape {
	description: INodeTypeDescription;
	folder: string;
}

const isTrigger = ({ description }: Shape): boolean => description.group.includes('trigger');
const says = (isRight: boolean, finding: string): string[] => (isRight ? [] : [finding]);

const rules: Rules<Shape> = {
	'the name is camelCase and matches its file': ({ description: { name }, folder }) => {
		const file = name.charAt(0).toUpperCase() + name.slice(1);
		return says(/^[a-z][A-Za-z]*$/.test(name) && exists(`${folder}/${file}.node.ts`), name);
	},
	'the file is listed in package.json': ({ description: { name }, folder }) => {
		const file = name.charAt(0).toUpperCase() + name.slice(1);
		return says(packageJson.n8n.nodes.includes(`dist/${folder}/${file}.node.js`), name);
	},
	'action nodes are tools, triggers are not': (shape) =>
		says((shape.description.usableAsTool === true) !== isTrigger(shape), 'usableAsTool'),
	'a trigger is named so and has no input; an action has one': (shape) => {
		const { name, displayName, inputs } = shape.description;
		const isNamed = name.endsWith('Trigger') && displayName.endsWith(' Trigger');
		const count = Array.isArray(inputs) ? inputs.length : -1;
		return isTrigger(shape)
			? says(isNamed && count === 0, `${displayName}, ${count} inputs`)
			: says(!displayName.includes('Trigger') && count === 1, `${displayName}, ${count} inputs`);
	},
	'it has one output, a subtitle and one required credential': ({ description }) => {
		const { outputs, subtitle = '', credentials = [] } = description;
		const isRight =
			Array.isArray(outputs) &&
			outputs.length === 1 &&
			subtitle.startsWith('={{') &&
			credentials.length === 1 &&
			credentials[0].required === true;
		return says(isRight, 'outputs, subtitle or credentials');
	},
	'the light and the dark icon exist': ({ description: { icon }, folder }) => {
		const { light, dark } = typeof icon === 'object' ? icon : { light: '', dark: '' };
		const isThere = (file: string): boolean =>
			file.startsWith('file:') && exists(`${folder}/${file.slice('file:'.length)}`);
		return says(isThere(light) && isThere(dark) && light !== dark, `${light}, ${dark}`);
	},
	'the description is a sentence without a period': ({ description: { description } }) =>
		says(/^[A-Z][^.]*[^.]$/.test(description), description),
	// n8n allows a regular expression 250 ms, which is over soon on a machine with too much to do.
	'no field is shown or hidden by a regular expression': ({ description: { properties } }) =>
		says(!JSON.stringify(properties).includes('"_cnd":{"regex"'), 'a condition with a regex'),
	'it has a single version': ({ description: { version } }) =>
		says(typeof version === 'number', String(version)),
};

const good: Shape = { description: saison.description, folder: 'nodes/SaisonConnect' };
const changed = (changes: Partial<INodeTypeDescription>, of = good): Shape => ({
	...of,
	description: { ...of.description, ...changes },
});
const goodTrigger: Shape = { description: trigger, folder: 'nodes/SaisonConnect' };

checkRules({
	rules,
	real: {
		'Saison Connect': good,
		'Saison Connect Trigger': goodTrigger,
		MARTA: { description: marta.description, folder: 'nodes/Marta' },
	},
	good,
	planted: {
		'the name is camelCase and matches its file': {
			'a name in Title Case': changed({ name: 'SaisonConnect' }),
		},
		'the file is listed in package.json': {
			'a file by another path': { ...good, folder: 'nodes/../nodes/SaisonConnect' },
		},
		'action nodes are tools, triggers are not': {
			'an action that is not a tool': changed({ usableAsTool: undefined }),
			'a trigger that is a tool': changed({ usableAsTool: true }, goodTrigger),
		},
		'a trigger is named so and has no input; an action has one': {
			'a trigger with another name': changed({ displayName: 'Saison Starter' }, goodTrigger),
			'a trigger with an input': changed({ inputs: ['main'] }, goodTrigger),
			'an action without input': changed({ inputs: [] }),
		},
		'it has one output, a subtitle and one required credential': {
			'two credentials': changed({
				credentials: [
					{ name: 'saisonConnectApi', required: true },
					{ name: 'martaApi', required: true },
				],
			}),
			'an optional credential': changed({ credentials: [{ name: 'martaApi' }] }),
			'no subtitle': changed({ subtitle: undefined }),
		},
		'the light and the dark icon exist': {
			'a file that does not exist': changed({
				icon: { light: 'file:../../icons/saison.svg', dark: 'file:../../icons/none.svg' },
			}),
			'one file for both': changed({ icon: 'file:../../icons/saison.svg' }),
		},
		'the description is a sentence without a period': {
			'a period': changed({ description: 'Read data.' }),
		},
		'no field is shown or hidden by a regular expression': {
			'a field that a pattern shows': changed({
				properties: [
					{
						displayName: 'Name',
						name: 'name',
						type: 'string',
						default: '',
						displayOptions: { show: { resource: [{ _cnd: { regex: '^a' } }] } },
					},
				],
			}),
		},
		'it has a single version': { 'two versions': changed({ version: [1, 2] }) },
	},
});
