import { POINTS_CALL_LIST } from './points/call-list';
import { CLIENT_ID, CLIENT_SECRET } from './settings';

/** The fields of an n8n credential of type saisonConnectApi. */
export interface SaisonCredentialExample {
	environment: 'custom';
	baseUrl: string;
	clientId: string;
	clientSecret: string;
	memberService: 'na' | 'atu' | 'custom';
	memberServiceCode: string;
	scope: string;
	authorizationCode: string;
	refreshToken: string;
	tokenUrlPath: string;
	apiVersion: string;
	macSeparator: 'space' | 'comma';
	apiDescription: string;
	ignoreSslIssues: boolean;
}

export function saisonCredential(
	baseUrl: string,
	authorizationCode: string,
): SaisonCredentialExample {
	return {
		environment: 'custom',
		baseUrl,
		clientId: CLIENT_ID,
		clientSecret: CLIENT_SECRET,
		memberService: 'na',
		memberServiceCode: '',
		scope: '',
		authorizationCode,
		refreshToken: '',
		tokenUrlPath: '/auth/token',
		apiVersion: '1',
		macSeparator: 'space',
		apiDescription: POINTS_CALL_LIST,
		ignoreSslIssues: false,
	};
}
