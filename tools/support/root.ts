/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- a tool */
import path from 'node:path';

/** The folder of the checkout. */
export const root = path.join(__dirname, '..', '..');
