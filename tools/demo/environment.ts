import { startSandbox } from '../../sandbox';
import type { Sandbox } from '../../sandbox';
import { ScriptedModel } from '../../sandbox/scripted-model';
import { N8n, type N8nOptions } from '../n8n-host/n8n';
import { owner } from '../n8n-host/n8n-rest';
import { installPackage } from '../n8n-host/package-folder';
import { prepareHost } from '../n8n-host/prepare';
import type { Progress } from '../support/progress';
import { onExit } from '../support/run-command';
import {
	type CreatedWorkflow,
	type DemoCredential,
	demoCredentials,
	fillIn,
	importInto,
	modelCredential,
	readExamples,
} from './examples';
import { answerAboutCard } from './scripted-answer';

/** A running n8n with the package and the examples, and the sandbox in place of the two services. */
export interface DemoEnvironment {
	n8n: N8n;
	sandbox: Sandbox;
	/** In place of the model of an AI agent. */
	model: ScriptedModel;
	/** The imported examples, by the name of their file. */
	workflows: Record<string, CreatedWorkflow>;
	/** Where n8n has the package. */
	packageFolder: string;
}

/** Starts everything; it ends with the command. */
export async function startDemoEnvironment(
	progress: Progress,
	options: Pick<N8nOptions, 'port' | 'preferredPort' | 'env'> = {},
): Promise<DemoEnvironment> {
	const { host, tarball } = await prepareHost(progress);
	const sandbox = await startSandbox();
	onExit(sandbox.stop);
	const model = await ScriptedModel.start();
	onExit(() => model.stop());
	model.answer = answerAboutCard;
	const n8n = await N8n.create({ host, ...options });
	onExit(() => n8n.dispose());
	const packageFolder = await progress.step(
		'Starting n8n with the package installed',
		async () => {
			const folder = await installPackage(tarball, n8n.dataFolder);
			await n8n.start();
			await n8n.rest.setUpOwner();
			return folder;
		},
		'n8n started with the package installed',
	);
	const workflows = await progress.step(
		'Importing credentials and example workflows',
		() => {
			const credentials = [...demoCredentials(sandbox.credentials), modelCredential(model)];
			return importExamples(n8n, credentials);
		},
		'Credentials and example workflows imported',
	);
	return { n8n, sandbox, model, workflows, packageFolder };
}

/** The examples as their notes say, with the one that alerts an operator as the error workflow of all others. */
async function importExamples(
	{ rest, filesFolder }: N8n,
	credentials: DemoCredential[],
): Promise<Record<string, CreatedWorkflow>> {
	const { 'alert-operator': alert, ...others } = readExamples();
	fillIn(others['statements-to-spreadsheet'], 'File of This Run', { folder: filesFolder });
	// After the example's own 3 s, a busy machine may not have asked MARTA yet.
	fillIn(others['check-card-webhook'], 'Rules', { answerAfterSeconds: 10 });
	// It saves no execution of its own accord. Here it does, so that its message can be shown.
	const settings = { ...alert.settings, saveDataSuccessExecution: 'all' };
	const alerting = await importInto(rest, [], { 'alert-operator': { ...alert, settings } });
	const { id: errorWorkflow } = alerting['alert-operator'];
	await rest.publish(alerting['alert-operator']);
	for (const example of Object.values(others)) {
		example.settings = { ...example.settings, errorWorkflow };
	}
	const created = await importInto(rest, credentials, others);
	return { ...created, ...alerting };
}

/** Where to look, as lines to print; n8n's root would show its assistant instead of the workflows. */
export function addresses({ n8n, sandbox }: DemoEnvironment): string {
	return `Open n8n        ${n8n.url}/home/workflows
  sign in with  ${owner.email}   ${owner.password}
The sandbox     Saison Connect ${sandbox.saison.url}   MARTA ${sandbox.marta.url}
Made-up calls   Saison Connect ${sandbox.saison.url}/   MARTA ${sandbox.marta.url}/`;
}
