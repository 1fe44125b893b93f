import type { INode } from 'n8n-workflow';
import type { Environment } from './environment';

/** What an author of a workflow may make of the nodes as tools, and what a model says to it. */
export interface ToolCase {
	title: string;
	tool: INode;
	/** What the model passes, declared or not. */
	args: Record<string, unknown>;
	/** Makes the service misbehave. */
	prepare?: (environment: Environment) => void;
	/** What the model reads. */
	reads: RegExp;
	/** What reaches either service, without logins. */
	sent: string[];
	/** What the model is told of the tool: its description, and that of each value it may fill in. */
	declared?: { description: string; parameters: Record<string, string> };
}
