/* eslint-disable @n8n/community-nodes/no-restricted-globals -- a tool */
/** `npm run test:host:older [-- jest arguments]`: the same as `test:host` in the older n8n. */
process.env.N8N_HOST_VERSION = 'older';
// Not a static import, which would run before the variable is set.
void import('./host');
