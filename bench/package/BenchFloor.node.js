'use strict';

const { describe } = require('./describe');

/**
 * The host's floor: reads one expression per item and sends it with n8n's plain helper, so many at
 * once. No authentication, no judging of answers, no repeats. What n8n itself costs.
 */
class BenchFloor {
	constructor() {
		this.description = describe('Bench Floor', { url: '', member: '', concurrency: 10 });
	}

	async execute() {
		const items = this.getInputData();
		const url = this.getNodeParameter('url', 0);
		const concurrency = this.getNodeParameter('concurrency', 0);
		const results = new Array(items.length);
		let next = 0;
		const lane = async () => {
			while (next < items.length) {
				const index = next++;
				const member = this.getNodeParameter('member', index);
				const json = await this.helpers.httpRequest({
					method: 'POST',
					url,
					headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
					body: `member=${encodeURIComponent(member)}`,
				});
				results[index] = { json, pairedItem: { item: index } };
			}
		};
		await Promise.all(Array.from({ length: Math.min(concurrency, items.length) }, lane));
		return [results];
	}
}

module.exports = { BenchFloor };
