import { z } from 'zod';
import { REGISTER_TEMPLATE } from '../../importers/people/template.ts';
import { templateFile } from '../../importers/template.ts';
import { procedure } from '../trpc.ts';

/** The template of registers to fill in, as a file in base64. */
export const importTemplate = procedure('person.import')
	.input(z.object({ format: z.enum(['xlsx', 'csv']) }))
	.query(({ input }) => templateFile(REGISTER_TEMPLATE, input.format));
