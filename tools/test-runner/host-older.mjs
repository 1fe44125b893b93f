/** `npm run test:host:older [-- jest arguments]`: the same as `test:host` in the older n8n of `tools/n8n-host/older`. */
process.env.N8N_HOST_LINE = 'older';
// Not a static import: what it loads reads the line at once.
await import('./host.mjs');
