import { verifyAudit } from '#server/audit/verify.ts';
import type { Database } from '#server/db/database.ts';
import { sealAuditEntries } from '#server/repositories/audit.ts';
import { checkOperations, type Fate } from './check-operations.ts';
import { checkPeople } from './check-people.ts';
import { readBooks, type Books } from './read-books.ts';
import type { SimTablet } from './sim-tablet.ts';
import type { Stage } from './stage.ts';

/** What is wrong in the books at the end of a run, and the run in numbers. */
export async function checkBooks(
	db: Database,
	stage: Stage,
	tablets: readonly SimTablet[],
	printed: string
): Promise<{ faults: string[]; totals: string }> {
	await sealAuditEntries(db.pool);
	const books = await readBooks(db);
	const faults: string[] = [];
	const fault = (words: string) => faults.push(words);
	const fates = checkOperations(books, tablets, fault);
	checkPeople(books, stage, tablets, fault);
	checkSums(books, fault);
	const { findings, waiting } = await verifyAudit(db.pool);
	for (const finding of findings) fault(`audit: ${JSON.stringify(finding)}`);
	if (waiting > 0) fault(`audit: ${waiting} entries are not sealed`);
	for (const line of printed.split('\n'))
		if (line.includes('unexpected error')) fault(`server: ${line.slice(0, 1_500)}`);
	return { faults, totals: describe(books, tablets, fates) };
}

/** Kept sums against what they are the sums of. */
function checkSums({ rosters, open, steps, totals, wrongFigures }: Books, fault: (words: string) => void): void {
	for (const { pointId, named, version, isTold } of rosters) {
		const present = open.filter((stay) => stay.pointId === pointId).length;
		const moves = steps.filter((step) => step.pointId === pointId).length;
		if (named !== present) fault(`place ${pointId}: ${named} by the roster, ${present} open stays`);
		if (isTold && version !== moves) fault(`place ${pointId}: roster of version ${version}, ${moves} steps`);
	}
	for (const { townshipCode, kept, sum } of totals)
		if (kept !== sum) fault(`township ${townshipCode}: ${kept} kept, ${sum} by its places`);
	if (wrongFigures > 0) fault(`${wrongFigures} places show another figure than their newest count`);
}

function describe(books: Books, tablets: readonly SimTablet[], fates: readonly Fate[]): string {
	const of = (fate: Fate) => fates.filter((each) => each === fate).length;
	const saved = tablets.reduce((sum, tablet) => sum + tablet.saved.length, 0);
	const words = [
		`${saved} saved`,
		`${of('applied')} applied`,
		`${of('refused')} refused`,
		`${of('withdrawn')} withdrawn`,
		`${of('gap')} stated as missing`,
		`${of('unheard')} gone unheard with their storage`,
		`${books.open.length} people in`,
		`${books.conflicts.length} conflicts`,
		`${books.aliases.length} aliases`
	];
	return words.join(', ');
}
