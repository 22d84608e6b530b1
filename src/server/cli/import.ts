import type { Command } from 'commander';
import { registerImportIndicators } from './import-indicators.ts';
import { registerImportPeople } from './import-people.ts';

/** `import`: files taken in from the server's console. */
export function registerImport(program: Command): void {
	const imports = program.command('import').description('导入文件 · take in files');
	registerImportPeople(imports);
	registerImportIndicators(imports);
}
