/* eslint-disable @n8n/community-nodes/no-restricted-globals -- a tool */
/** `npm run test:host:older [-- jest arguments]`: the same as `test:host` in the older n8n. */
process.env.N8N_HOST_LINE = 'older';
// Not a static import: what it loads reads the variable at once.
void import('./host');
