'use strict';

const { describe } = require('./describe');

/** One item after the other with n8n's own authentication, as most nodes do it. */
class BenchSequential {
	constructor() {
		const credentials = [{ name: 'saisonConnectApi', required: true }];
		this.description = describe('Bench Sequential', { url: '', member: '' }, credentials);
	}

	async execute() {
		const results = [];
		for (const [index] of this.getInputData().entries()) {
			const member = this.getNodeParameter('member', index);
			const json = await this.helpers.httpRequestWithAuthentication.call(this, 'saisonConnectApi', {
				method: 'POST',
				url: this.getNodeParameter('url', index),
				headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
				body: `member=${encodeURIComponent(member)}`,
			});
			results.push({ json, pairedItem: { item: index } });
		}
		return [results];
	}
}

module.exports = { BenchSequential };
