/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, no-console */
import { createRequire } from 'node:module';
import { basename } from 'node:path';

/** Loads and constructs the classes of the files named, as n8n does, and prints how long that took in ms. */
const files = process.argv.slice(2);
const load = createRequire(files[0]);
// The files will ask for it, and n8n has it loaded already.
load('n8n-workflow');

const began = performance.now();
for (const file of files) new (load(file)[basename(file).split('.')[0]])();
console.log(performance.now() - began);
