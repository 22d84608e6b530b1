import type { z } from 'zod';

/** Where a default comes from: national text, county practice, or this product's own choice. */
export type PolicySource = 'law' | 'practice' | 'local';

interface Words {
	zh: string;
	en: string;
}

/** A parameter that a county may set. */
export interface PolicyEntry {
	schema: z.ZodNumber;
	default: number;
	unit: Words;
	name: Words;
	/** What follows from the value. */
	meaning: Words;
	source: PolicySource;
	/** The text or custom the default is taken from. */
	basis: Words;
}
