import { SCHEMA_VERSION, type Envelope } from './operation.ts';

/** What an upgrade may change: the kind may have got another name, the payload another form. */
export interface Content {
	kind: string;
	payload: Record<string, unknown>;
}

/** By schema version: what makes its content that of the next. Pure, and never taken out: tablets may wait for weeks. */
export type Upgrades = Readonly<Record<number, (content: Content) => Content>>;

/** The upgrades of this version of the product. There has been one form so far. */
const UPGRADES: Upgrades = {};

/**
 * The content of an operation in the present form, whatever version its device made it with.
 *
 * @throws Error where the chain misses a link, which is a fault of the product and not of the device
 */
export function raiseEnvelope(
	{ kind, payload, schemaVersion }: Content & Pick<Envelope, 'schemaVersion'>,
	upgrades: Upgrades = UPGRADES,
	present: number = SCHEMA_VERSION
): Content {
	let content: Content = { kind, payload };
	for (let version = schemaVersion; version < present; version++) {
		const raise = upgrades[version];
		if (!raise) throw new Error(`No upgrade from schema version ${version}`);
		content = raise(content);
	}
	return content;
}
