/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generate } from 'selfsigned';

/** The name under which n8n finds the relay, if it is not called by its address. */
export const serviceName = 'service.bench.test';

/** Makes a certificate for the relay's address and name, and writes it and its key into a folder. */
export async function makeCertificate(folder: string): Promise<{ cert: string; key: string }> {
	const made = await generate([{ name: 'commonName', value: serviceName }], {
		keyType: 'ec',
		curve: 'P-256',
		extensions: [
			{
				name: 'subjectAltName',
				altNames: [
					{ type: 2, value: serviceName },
					{ type: 7, ip: '127.0.0.1' },
				],
			},
		],
	});
	const files = { cert: join(folder, 'service-cert.pem'), key: join(folder, 'service-key.pem') };
	writeFileSync(files.cert, made.cert);
	writeFileSync(files.key, made.private, { mode: 0o600 });
	return files;
}
