import { grantSpec } from './grant';

export const spec = grantSpec(
	'refresh',
	'refreshToken',
	{ label: 'Refresh Token', default: '', samples: ['RT-A', 'RT-B'] },
	{
		note: 'Store both tokens before you use them: the old refresh token may no longer work.',
		sends:
			'POST /auth/token\ngrant_type=refresh_token&client_id=…&client_secret=…&refresh_token=GRANT-0042',
	},
);
