/** @typedef {{ name: string, why: string }} Failure A test, or a whole file, that failed, and the first lines of why. */
/**
 * @typedef {{ passed: number, failures: Failure[], unsteady: Failure[] }} Results `unsteady` are tests that failed and
 *   passed when tried again: they count as passed, and are named.
 */

const WHY_LINES = 6;

const shorten = (text = '') => text.trim().split('\n').slice(0, WHY_LINES).join('\n');

/**
 * What a run of vitest came to, by its JSON report. A file that could not be loaded, or whose preparation failed so that
 * none of its tests ran, counts as one failure.
 *
 * @returns {Results}
 */
export function readVitest({ numPassedTests, testResults }) {
	const failures = testResults.flatMap(({ name, status, message, assertionResults }) => {
		const failed = assertionResults
			.filter((test) => test.status === 'failed')
			.map(({ fullName, failureMessages }) => ({ name: `${name}: ${fullName}`, why: shorten(failureMessages[0]) }));
		return status === 'failed' && failed.length === 0 ? [{ name, why: shorten(message) }] : failed;
	});
	return { passed: numPassedTests, failures, unsteady: [] };
}

/**
 * What a run of Playwright came to, by its JSON report; errors outside any test count, each as one failure.
 *
 * @returns {Results}
 */
export function readPlaywright({ suites, errors, stats }) {
	const specs = suites.flatMap(function inside(suite) {
		return [...suite.specs, ...(suite.suites ?? []).flatMap(inside)];
	});
	const told = specs.map(({ file, title, tests }) => ({
		name: `${file}: ${title}`,
		why: shorten(tests.flatMap(({ results }) => results).find(({ error }) => error)?.error.message),
		status: tests[0].status
	}));
	const outside = errors.map(({ message }) => ({ name: 'Playwright', why: shorten(message) }));
	const unsteady = told.filter(({ status }) => status === 'flaky');
	return {
		passed: stats.expected + unsteady.length,
		failures: [...told.filter(({ status }) => status === 'unexpected'), ...outside],
		unsteady
	};
}
