/** Whose time a function's is, by the file it is in; the first that fits. */
const owners = [
	['our package', /node_modules\/n8n-nodes-saison-marta\//],
	['starting the profiler', /node_modules\/n8n-nodes-bench\/clock/],
	['the minimal node', /node_modules\/n8n-nodes-bench\//],
	['expressions', /isolated-vm|expression-runtime|n8n-workflow|@n8n.tournament/],
	['HTTP client', /axios|follow-redirects|form-data|backend-network|proxy-agent|agent-base/],
	['n8n', /./],
];

/** Node's own code and native code work for whoever called them. */
const isBuiltIn = (url) => url === '' || url.startsWith('node:');
const special = new Map([
	['(garbage collector)', 'garbage collection'],
	['(idle)', 'idle'],
	['(program)', 'native code, sockets and timers'],
	['(root)', 'native code, sockets and timers'],
]);

/** Self time per owner in ms, built-in code counted to its caller. */
export function timeByOwner(profile) {
	const nodes = new Map(profile.nodes.map((node) => [node.id, node]));
	const self = new Map();
	profile.samples.forEach((id, index) => {
		self.set(id, (self.get(id) ?? 0) + profile.timeDeltas[index] / 1000);
	});
	const times = {};
	const visit = (id, callerOwner) => {
		const { callFrame, children = [] } = nodes.get(id);
		const owner = ownerOf(callFrame, callerOwner);
		times[owner] = (times[owner] ?? 0) + (self.get(id) ?? 0);
		for (const child of children) visit(child, owner);
	};
	visit(profile.nodes[0].id, special.get('(root)'));
	return times;
}

function ownerOf({ functionName, url }, callerOwner) {
	const known = special.get(functionName);
	if (known !== undefined) return known;
	if (isBuiltIn(url)) return callerOwner;
	return owners.find(([, files]) => files.test(url))[0];
}

/** The functions of our package that take the most time, built-in code they call included. */
export function ownFunctions(profile, count) {
	const nodes = new Map(profile.nodes.map((node) => [node.id, node]));
	const times = new Map();
	const self = new Map();
	profile.samples.forEach((id, index) => {
		self.set(id, (self.get(id) ?? 0) + profile.timeDeltas[index] / 1000);
	});
	const visit = (id, caller) => {
		const { callFrame, children = [] } = nodes.get(id);
		const { functionName, url, lineNumber } = callFrame;
		let own;
		if (special.has(functionName)) own = undefined;
		else if (isBuiltIn(url)) own = caller;
		else if (owners[0][1].test(url)) {
			own = `${functionName || '(anonymous)'} ${url.split('/dist/')[1]}:${lineNumber + 1}`;
		}
		if (own) times.set(own, (times.get(own) ?? 0) + (self.get(id) ?? 0));
		for (const child of children) visit(child, own);
	};
	visit(profile.nodes[0].id);
	return [...times].sort((a, b) => b[1] - a[1]).slice(0, count);
}
