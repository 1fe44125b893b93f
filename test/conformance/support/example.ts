import type { IDataObject } from 'n8n-workflow';
import { read } from './files';

interface ExampleNode {
	name: string;
	type: string;
	parameters: IDataObject;
	credentials?: object;
}

export interface Example {
	nodes: ExampleNode[];
	settings: IDataObject;
	/** Its nodes of a type of n8n's own, e.g. `webhook`. */
	ofType(type: string): ExampleNode[];
}

/** Reads an example as the file has it that people import. */
export function readExample(name: string): Example {
	const example: Example = JSON.parse(read(`examples/${name}.workflow.json`));
	const ofType = (type: string): ExampleNode[] =>
		example.nodes.filter((node) => node.type.endsWith(`.${type}`));
	return { ...example, ofType };
}

/** The settings of a workflow of which n8n saves no execution. */
export const SAVES_NO_EXECUTION = {
	saveDataSuccessExecution: 'none',
	saveDataErrorExecution: 'none',
	saveManualExecutions: false,
	saveExecutionProgress: false,
};
