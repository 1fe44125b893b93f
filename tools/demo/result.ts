import type { Row } from './table';

/** What one example of the demo showed. */
export interface DemoResult {
	title: string;
	rows: Row[];
	/** What is not as it should be, in words. */
	problem?: string;
}
