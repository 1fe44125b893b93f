import type { IDataObject } from 'n8n-workflow';
import type { N8nRest } from './n8n-rest';

/**
 * Reads and fills n8n's data tables through its own REST interface, as the editor does. The table itself is
 * made by a workflow, as a user would.
 */
export class DataTables {
	constructor(private readonly rest: N8nRest) {}

	async exists(name: string): Promise<boolean> {
		return (await this.find(name)) !== undefined;
	}

	/** The table's path below `/rest`. */
	private async pathOf(name: string): Promise<string> {
		const path = await this.find(name);
		if (path === undefined) throw new Error(`n8n has no data table "${name}"`);
		return path;
	}

	private async find(name: string): Promise<string | undefined> {
		const project = await this.rest.call<{ id: string }>('GET', '/projects/personal');
		const tables = await this.rest.call<{ data: Array<{ id: string; name: string }> }>(
			'GET',
			`/projects/${project.id}/data-tables`,
		);
		const table = tables.data.find((candidate) => candidate.name === name);
		return table && `/projects/${project.id}/data-tables/${table.id}`;
	}

	async insert(name: string, rows: IDataObject[]): Promise<void> {
		await this.rest.call('POST', `${await this.pathOf(name)}/insert`, { data: rows });
	}

	/** Changes the rows that have this value in a column. */
	async update(
		name: string,
		where: { column: string; value: string },
		data: IDataObject,
	): Promise<void> {
		const filter = condition(where.column, 'eq', where.value);
		await this.rest.call('PATCH', `${await this.pathOf(name)}/rows`, { filter, data });
	}

	/** Deletes all rows. */
	async clear(name: string): Promise<void> {
		const filter = JSON.stringify(condition('id', 'gt', 0));
		const query = new URLSearchParams({ filter });
		await this.rest.call('DELETE', `${await this.pathOf(name)}/rows?${query}`);
	}

	/** All rows, oldest first. */
	async rows(name: string): Promise<IDataObject[]> {
		const path = await this.pathOf(name);
		const all: IDataObject[] = [];
		for (;;) {
			const query = new URLSearchParams({
				take: '100',
				skip: String(all.length),
				sortBy: 'id:asc',
			});
			const { count, data } = await this.rest.call<{ count: number; data: IDataObject[] }>(
				'GET',
				`${path}/rows?${query}`,
			);
			all.push(...data);
			if (data.length === 0 || all.length >= count) return all;
		}
	}
}

function condition(columnName: string, operator: string, value: unknown): IDataObject {
	return { type: 'and', filters: [{ columnName, condition: operator, value }] };
}
