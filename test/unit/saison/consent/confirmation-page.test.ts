import { createHash } from 'node:crypto';
import { newState, requestWebhook, type Stage } from './webhook-request';

async function page(
	options: Record<string, unknown> = {},
	{ memberReference = 'member-0042', base = 'https://n8n.example:8443' } = {},
): ReturnType<typeof requestWebhook> {
	const stage: Stage = { parameters: { options }, base };
	return await requestWebhook(stage, `/start?state=${await newState({ memberReference })}`);
}

describe('The confirmation page', () => {
	it("names the service and the member's reference in both languages", async () => {
		const { status, headers, body } = await page({ serviceName: ' Example Shop ' });
		expect(status).toBe(200);
		expect(headers['Content-Type']).toBe('text/html; charset=utf-8');
		expect(body).toContain('<h1>「Example Shop」との連携</h1>');
		expect(body).toContain('<h2>Connect with Example Shop</h2>');
		expect(body).toContain('<dd>Example Shop</dd>');
		expect(body).toContain('<dd>member-0042</dd>');
	});

	it('names the host of the webhook if there is no service name', async () => {
		for (const serviceName of ['', '  ', undefined, 7]) {
			const { body } = await page({ serviceName });
			expect(body).toContain('<dd>n8n.example:8443</dd>');
		}
	});

	it('shows no empty reference', async () => {
		const { body } = await page({}, { memberReference: '' });
		expect(body).not.toContain('<dd></dd>');
		expect(body).not.toContain('Your ID there');
	});

	it('is safe whatever the service is called', async () => {
		const serviceName = `<img src=x onerror="alert(1)">'&amp;$&{service}`;
		const { body } = await page({ serviceName });
		const escaped = '&lt;img src=x onerror=&quot;alert(1)&quot;&gt;&#39;&amp;amp;$&amp;{service}';
		expect(body).toContain(`<title>「${escaped}」との連携</title>`);
		expect(body).toContain(`<dd>${escaped}</dd>`);
		expect(body).not.toContain('<img');
	});

	it('allows no script, no frame around it and no style but its own', async () => {
		const { headers, body } = await page();
		const style = /<style>([^]*?)<\/style>/.exec(body)?.[1] ?? '';
		const hash = createHash('sha256').update(style).digest('base64');
		expect(headers['Content-Security-Policy'].split('; ')).toEqual([
			"default-src 'none'",
			`style-src 'sha256-${hash}'`,
			"base-uri 'none'",
			"form-action 'none'",
			"frame-ancestors 'none'",
		]);
		expect(body).not.toMatch(/<script|<form|<iframe|<img|<link| style=| on\w+=/);
		expect(body.match(/href="/g)).toHaveLength(1);
	});
});
