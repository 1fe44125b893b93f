'use strict';

const { end } = require('./clock');
const { describe } = require('./describe');

/** Stops the clock, then makes sure that every item has its own answer, in order. */
class BenchReport {
	constructor() {
		this.description = describe('Bench Report', { count: 1 });
	}

	async execute() {
		const items = this.getInputData();
		const count = this.getNodeParameter('count', 0);
		await end(() => {
			if (items.length !== count) return `${items.length} items came out instead of ${count}`;
			const wrong = items.findIndex(({ json }, index) => json.member !== `m-${index}`);
			return wrong === -1 ? undefined : `item ${wrong} has not its own answer`;
		});
		return [[]];
	}
}

module.exports = { BenchReport };
