import type { INodeProperties, INodeTypeDescription } from 'n8n-workflow';
import { Marta } from '../../../nodes/Marta/Marta.node';
import { martaTable } from '../../../nodes/Marta/resources';
import { SaisonConnect } from '../../../nodes/SaisonConnect/SaisonConnect.node';
import { SaisonConnectTrigger } from '../../../nodes/SaisonConnect/SaisonConnectTrigger.node';
import { saisonTable } from '../../../nodes/SaisonConnect/resources';
import type { Operation, OperationTable, Resource } from '../../../lib/core/operation/operation';
import { specsOf } from '../../operations';
import type { OperationSpec, ServiceName, Specs } from '../../operations/spec';

/** Any table: rules look at what an operation says of itself, not at its credential. */
export type Table = OperationTable<object>;

/** A node made from a table, as the rules see it. */
export interface NodeUnderTest {
	service: ServiceName;
	table: Table;
	description: INodeTypeDescription;
	/** By `resource.operation`. */
	specs: Specs;
}

export const saison: NodeUnderTest = {
	service: 'saison',
	table: saisonTable as unknown as Table,
	description: new SaisonConnect().description,
	specs: specsOf('saison'),
};
export const marta: NodeUnderTest = {
	service: 'marta',
	table: martaTable as unknown as Table,
	description: new Marta().description,
	specs: specsOf('marta'),
};
export const trigger: INodeTypeDescription = new SaisonConnectTrigger().description;

export const ACTION_NODES: Record<string, NodeUnderTest> = {
	saisonConnect: saison,
	marta,
};

export interface Entry {
	resource: Resource<object>;
	operation: Operation<object>;
	/** `resource.operation`, as workflows store it. */
	id: string;
	/** `undefined` if its file is missing, which is a finding of its own. */
	spec?: OperationSpec;
}

export function entriesOf({ table, specs }: Pick<NodeUnderTest, 'table' | 'specs'>): Entry[] {
	return table.resources.flatMap((resource) =>
		resource.operations.map((operation) => {
			const id = `${resource.value}.${operation.value}`;
			return { resource, operation, id, spec: specs[id] };
		}),
	);
}

/** The folder of a service's action node. */
export const NODE_FOLDERS: Record<ServiceName, string> = {
	saison: 'nodes/SaisonConnect',
	marta: 'nodes/Marta',
};

/** A field and its place: `path` for messages, `parent` for a member of a collection. */
export interface Field {
	path: string;
	field: INodeProperties;
	parent?: INodeProperties;
}

/** Fields of a form with the members of collections and lists, each field once. */
export function fieldsOf(properties: readonly INodeProperties[]): Field[] {
	const found = new Map<string, Field>();
	const add = (field: INodeProperties, trail: string[], parent?: INodeProperties): void => {
		const path = [...trail, field.name].join('.');
		const key = `${path} ${JSON.stringify({ ...field, displayOptions: undefined })}`;
		if (!found.has(key)) found.set(key, { path, field, parent });
		for (const option of field.options ?? []) {
			if ('values' in option) {
				for (const value of option.values) add(value, [path, option.name], field);
			} else if ('type' in option) add(option, [path], field);
		}
	};
	for (const property of properties) add(property, []);
	return [...found.values()];
}

/** The choices of an options field, `[]` for any other. */
export function choicesOf(
	field: INodeProperties,
): Array<{ name: string; value: unknown; description?: string }> {
	if (field.type !== 'options' && field.type !== 'multiOptions') return [];
	return (field.options ?? []) as Array<{ name: string; value: unknown; description?: string }>;
}
