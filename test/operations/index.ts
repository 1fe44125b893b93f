/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- reads a folder of the repository */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { OperationSpec, ServiceName, Specs } from './spec';

/** The specs of one service by `resource.operation`, as their files are named. */
export function specsOf(service: ServiceName): Specs {
	const folder = join(__dirname, service);
	const files = readdirSync(folder).filter((file) => /^\w+\.\w+\.ts$/.test(file));
	return Object.fromEntries(
		files.sort().map((file) => {
			const { spec } = jest.requireActual<{ spec: OperationSpec }>(join(folder, file));
			return [file.replace(/\.ts$/, ''), spec];
		}),
	);
}

/** Where the spec of an operation belongs. */
export function specFile(service: ServiceName, id: string): string {
	return `test/operations/${service}/${id}.ts`;
}
