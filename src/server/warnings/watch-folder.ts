import { systemAtDesk } from '#domain/access/system-actor.ts';
import type { Executor } from '../commands/execute.ts';
import type { Logger } from '../log.ts';
import { newId } from '../new-id.ts';
import { takeWarning } from './take-warning.ts';
import { WarningFolder } from './warning-folder.ts';

interface Watching {
	folder: string;
	log: Pick<Logger, 'info' | 'warn'>;
	isFull: () => boolean;
	onError: (error: unknown) => void;
}

/** The watched folder of a server: its files are taken as an upload is, by the server itself, and told of in the log. */
export function watchFolder(host: Executor, { folder, log, isFull, onError }: Watching): WarningFolder {
	return new WarningFolder({
		folder,
		isFull,
		onError,
		take: (file) => {
			const actor = systemAtDesk(host.countyCode);
			const context = { actor, deviceId: null, requestId: newId(), now: new Date() };
			return takeWarning(host, context, { operationId: newId(), ...file, cameBy: 'folder' });
		},
		onTrouble: (trouble) =>
			trouble
				? log.warn({ folder, zh: trouble.zh, en: trouble.en }, 'the watched folder of warnings cannot be worked on')
				: log.info({ folder }, 'the watched folder of warnings is worked on again'),
		onTaken: (fileName, { warningId, isNew }) =>
			log.info({ fileName, warningId, isNew }, 'warning taken from the folder'),
		onRefused: (fileName, { en }) => log.warn({ fileName, why: en }, 'file of the watched folder refused')
	});
}
