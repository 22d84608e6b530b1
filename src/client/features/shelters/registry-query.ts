import type { FindSheltersInput, ShelterState } from '#domain/shelters/find-shelters.ts';
import { SHELTER_KINDS, SHELTER_SERVICES, type ShelterKind, type ShelterService } from '#domain/shelters/shelter.ts';

/** What the registry's address asks for; `''` is any. */
export interface RegistryQuery {
	text: string;
	kind: ShelterKind | '';
	township: string;
	service: ShelterService | '';
	state: Exclude<ShelterState, 'all'>;
}

export const EVERYTHING: RegistryQuery = { text: '', kind: '', township: '', service: '', state: 'inUse' };

const STATES: readonly string[] = ['inUse', 'open', 'notOpen', 'retired'] satisfies RegistryQuery['state'][];

/** The query of an address; what is not understood counts as not asked for. */
export function parseQuery(params: URLSearchParams): RegistryQuery {
	const of = (name: string) => params.get(name) ?? '';
	return {
		text: of('q').slice(0, 80),
		kind: of('kind') in SHELTER_KINDS ? (of('kind') as ShelterKind) : '',
		township: /^\d{9}$/.test(of('township')) ? of('township') : '',
		service: of('service') in SHELTER_SERVICES ? (of('service') as ShelterService) : '',
		state: STATES.includes(of('state')) ? (of('state') as RegistryQuery['state']) : 'inUse'
	};
}

/** The address of a query, without what it leaves open. */
export function queryPath({ text, kind, township, service, state }: RegistryQuery): string {
	const params = new URLSearchParams();
	if (text.trim() !== '') params.set('q', text.trim());
	if (kind !== '') params.set('kind', kind);
	if (township !== '') params.set('township', township);
	if (service !== '') params.set('service', service);
	if (state !== 'inUse') params.set('state', state);
	const search = params.toString();
	return search === '' ? '/shelters' : `/shelters?${search}`;
}

/** The query as the server is asked. */
export function searchOf({ text, kind, township, service, state }: RegistryQuery): Partial<FindSheltersInput> {
	return {
		text: text.trim(),
		kinds: kind === '' ? [] : [kind],
		areaCode: township === '' ? undefined : township,
		services: service === '' ? [] : [service],
		state
	};
}

export function isFiltered(query: RegistryQuery): boolean {
	return queryPath(query) !== '/shelters';
}
