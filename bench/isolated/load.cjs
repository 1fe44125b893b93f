'use strict';

const path = require('node:path');
const { performance } = require('node:perf_hooks');

/** Loads and constructs the classes of the files named, as n8n does, and prints how long it took in ms. */
// The one that the files will ask for, which is not the checkout's.
require(require.resolve('n8n-workflow', { paths: [path.dirname(process.argv[2])] }));

const began = performance.now();
for (const file of process.argv.slice(2)) {
	const [className] = path.basename(file).split('.');
	new (require(file)[className])();
}
console.log(performance.now() - began);
