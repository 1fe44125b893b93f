'use strict';

/**
 * Reads and fills n8n's data tables through its own REST interface, as the editor does.
 * The table itself is made by a workflow, as a user would.
 */
class DataTables {
	/** @param {import('./n8n-rest.cjs').N8nRest} rest */
	constructor(rest) {
		this.rest = rest;
	}

	/** @returns {Promise<string>} the table's place below `/rest` */
	async pathOf(name) {
		const { id: project } = await this.rest.call('GET', '/projects/personal');
		const found = await this.rest.call('GET', `/projects/${project}/data-tables`);
		const table = found.data.find((one) => one.name === name);
		if (!table) throw new Error(`n8n has no data table "${name}"`);
		return `/projects/${project}/data-tables/${table.id}`;
	}

	/** @param {Array<Record<string, string>>} rows */
	async insert(name, rows) {
		await this.rest.call('POST', `${await this.pathOf(name)}/insert`, { data: rows });
	}

	/** @returns {Promise<Array<Record<string, any>>>} all rows, oldest first */
	async rows(name) {
		const path = await this.pathOf(name);
		const all = [];
		for (;;) {
			const query = new URLSearchParams({
				take: '100',
				skip: String(all.length),
				sortBy: 'id:asc',
			});
			const { count, data } = await this.rest.call('GET', `${path}/rows?${query}`);
			all.push(...data);
			if (data.length === 0 || all.length >= count) return all;
		}
	}
}

module.exports = { DataTables };
