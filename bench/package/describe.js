'use strict';

/** The least that n8n wants to know of a node. */
function describe(displayName, parameters, credentials) {
	return {
		displayName,
		name: displayName.charAt(0).toLowerCase() + displayName.slice(1).replaceAll(' ', ''),
		group: ['transform'],
		version: 1,
		description: 'Part of the bench',
		defaults: { name: displayName },
		inputs: ['main'],
		outputs: ['main'],
		credentials,
		properties: Object.entries(parameters).map(([name, value]) => ({
			displayName: name,
			name,
			type: typeof value,
			default: value,
		})),
	};
}

module.exports = { describe };
