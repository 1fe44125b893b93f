/** A rule looks at one subject and says what is wrong with it, each finding one line. */
export type Rules<Subject> = Record<string, (subject: Subject) => string[] | Promise<string[]>>;

interface Suite<Subject> {
	rules: Rules<Subject>;
	/** What the package really contains. */
	real: Record<string, Subject>;
	/** A small subject that follows every rule. */
	good: Subject;
	/** For each rule, subjects that break this rule alone: a rule that cannot fail proves nothing. */
	planted: Record<string, Record<string, Subject>>;
}

/** Checks all rules against what is real, and makes each of them fail on purpose. */
export function checkRules<Subject>({ rules, real, good, planted }: Suite<Subject>): void {
	const findAll = async (subject: Subject): Promise<Record<string, string[]>> => {
		const found: Record<string, string[]> = {};
		for (const [name, rule] of Object.entries(rules)) {
			const findings = await rule(subject);
			if (findings.length > 0) found[name] = findings;
		}
		return found;
	};

	describe.each(Object.keys(real))('%s', (name) => {
		it.each(Object.keys(rules))('%s', async (rule) => {
			expect(await rules[rule](real[name])).toEqual([]);
		});
	});

	describe('The rules', () => {
		it('find nothing in a subject that follows them', async () => {
			expect(await findAll(good)).toEqual({});
		});

		it('each have a planted violation', () => {
			expect(Object.keys(planted).sort()).toEqual(Object.keys(rules).sort());
			expect(Object.values(planted).every((plants) => Object.keys(plants).length > 0)).toBe(true);
		});

		const plants = Object.entries(planted).flatMap(([rule, subjects]) =>
			Object.entries(subjects).map(([what, subject]) => ({ rule, what, subject })),
		);
		it.each(plants)('"$rule" catches $what, and no other rule does', async ({ rule, subject }) => {
			const found = await findAll(subject);
			expect(Object.keys(found)).toEqual([rule]);
			expect(found[rule].length).toBeGreaterThan(0);
		});
	});
}

/** Texts that appear more than once. */
export function doubles(texts: readonly string[]): string[] {
	return [...new Set(texts.filter((text, index) => texts.indexOf(text) !== index))];
}

/** Whether texts are in the order of the editor, which ignores case. */
export function isSorted(texts: readonly string[]): boolean {
	const sorted = [...texts].sort((a, b) => a.localeCompare(b, 'en', { sensitivity: 'base' }));
	return texts.every((text, index) => text === sorted[index]);
}
