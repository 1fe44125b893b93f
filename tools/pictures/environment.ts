import type { CreatedWorkflow } from '../demo/examples';
import type { N8nRest } from '../n8n-host/n8n-rest';
import type { Editor, PageOptions } from './editor';

/** What a picture is taken of. */
export interface PictureEnvironment {
	rest: N8nRest;
	editor: Editor;
	/** The imported examples and the workflows made for the pictures, by name. */
	workflows: Record<string, CreatedWorkflow>;
}

/** Takes one picture and writes it to `file`. */
export type Shot = (environment: PictureEnvironment, file: string) => Promise<void>;

export type Look = Pick<PageOptions, 'scale' | 'theme'>;
