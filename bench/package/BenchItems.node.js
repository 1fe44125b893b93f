'use strict';

const { begin } = require('./clock');
const { describe } = require('./describe');

/** Makes the items in no time, without a task runner, then starts the clock. */
class BenchItems {
	constructor() {
		this.description = describe('Bench Items', { count: 1, control: '' });
	}

	async execute() {
		const count = this.getNodeParameter('count', 0);
		const items = Array.from({ length: count }, (_, index) => ({
			json: { member: `m-${index}` },
		}));
		await begin(this.getNodeParameter('control', 0));
		return [items];
	}
}

module.exports = { BenchItems };
