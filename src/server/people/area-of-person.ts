import type { Actor } from '#domain/access/can.ts';

/** Under which area the trail keeps what was done to a person: their home, or for who is from elsewhere the actor's. */
export function areaOfPerson(countyCode: string, actor: Pick<Actor, 'areaCode'>, homeCode: string): string {
	return homeCode.startsWith(countyCode) ? homeCode : actor.areaCode;
}
