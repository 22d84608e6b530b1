import { barePhoto, SetPhotoInput } from '#domain/people/photo.ts';
import type { App } from '../../app.ts';
import { accept, execute, type CommandContext } from '../../commands/execute.ts';
import { areaOfPerson } from '../../people/area-of-person.ts';
import { keyedCommand } from '../../people/keyed-command.ts';
import { writePhoto } from '../../repositories/person-photos.ts';
import { procedure } from '../trpc.ts';
import { personToUse } from './person-to-read.ts';

/** Keeps a photo of a person, encrypted, or none any more. It is shown only with the person in full. */
export const setPhoto = procedure('person.setPhoto')
	.input(SetPhotoInput)
	.mutation(({ ctx, input }) => setPhotoOfPerson(ctx.app, ctx.command, input));

/** Keeps a photo; the body of its procedure. */
export function setPhotoOfPerson(
	app: App,
	context: CommandContext,
	input: SetPhotoInput
): Promise<{ personId: string }> {
	const { actor, now: setAt } = context;
	const { keyring, countyCode } = app;
	const jpeg = input.photo === null ? null : accept(barePhoto(Buffer.from(input.photo, 'base64')));
	return execute(app, context, 'person.setPhoto', keyedCommand(keyring, input), async (tx) => {
		const { person } = await personToUse(app, tx, actor, input.personId);
		await writePhoto(tx, keyring, person.id, jpeg && { jpeg, setAt, setBy: actor.accountId });
		const areaCode = areaOfPerson(countyCode, actor, person.homeCode);
		const after = { hasPhoto: jpeg !== null };
		return {
			answer: { personId: person.id },
			changes: [],
			audit: [{ verb: 'person.setPhoto', subjectType: 'person', subjectId: person.id, areaCode, after }]
		};
	});
}
