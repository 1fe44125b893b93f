/** No scope list is public. These two are made up; any other text, or none, opens everything. */
export const SCOPE_NOTHING = 'sandbox-nothing';
export const SCOPE_PROFILE_ONLY = 'sandbox-profile-only';

export function scopeAllows(scope: string, api: string): boolean {
	const words = scope.split(/[\s,]+/);
	if (words.includes(SCOPE_NOTHING)) return false;
	return !words.includes(SCOPE_PROFILE_ONLY) || api === 'TEB001';
}
