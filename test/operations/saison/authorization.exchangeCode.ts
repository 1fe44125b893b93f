import { grantSpec } from './grant';

export const spec = grantSpec(
	'TEA003',
	'code',
	{ label: 'Code', default: '', samples: ['CODE-A', 'CODE-B'] },
	{
		note: 'The output is as private as your saved executions.',
		sends:
			'POST /auth/token\ngrant_type=authorization_code&client_id=…&client_secret=…&code=GRANT-0042',
	},
);
