import { Command } from 'commander';
import { describeProblem, ProblemError } from '#domain/shared/problems.ts';
import { reportFailure } from '../start-failure.ts';
import { registerArchive } from './archive.ts';
import { registerBackup } from './backup.ts';
import { registerDemo } from './demo.ts';
import { registerImport } from './import.ts';
import { registerMigrate } from './migrate.ts';
import { registerPeopleKeys } from './people-keys.ts';
import { registerRestore } from './restore.ts';
import { registerUser } from './user.ts';
import { registerVerify } from './verify.ts';

/** The command line of operators: `npm run anlan -- <verb>`. Each verb registers itself from a file of its own. */
const program = new Command('npm run anlan --')
	.description('安澜的命令行 · the command line of Anlan')
	.helpOption('-h, --help', '显示帮助 · show help')
	.helpCommand('help [verb]', '显示某个命令的帮助 · show help for a verb')
	.configureHelp({ showGlobalOptions: true })
	.showHelpAfterError()
	.addHelpText(
		'after',
		'\n设置取自环境变量，与 npm start 相同。\nSettings come from the environment, as for npm start.\n'
	);

for (const register of [
	registerMigrate,
	registerUser,
	registerBackup,
	registerRestore,
	registerDemo,
	registerImport,
	registerVerify,
	registerPeopleKeys,
	registerArchive
])
	register(program);

try {
	await program.parseAsync();
} catch (error) {
	const write = (text: string) => process.stderr.write(text);
	if (error instanceof ProblemError) {
		write(`${describeProblem(error.problem, 'zh')}\n${describeProblem(error.problem, 'en')}\n`);
		process.exitCode = 1;
	} else {
		process.exitCode = reportFailure(error, write);
	}
}
