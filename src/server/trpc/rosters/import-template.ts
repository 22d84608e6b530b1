import { z } from 'zod';
import { ROSTER_TEMPLATE } from '../../importers/rosters/template.ts';
import { templateFile } from '../../importers/template.ts';
import { procedure } from '../trpc.ts';

/** The template of rosters to fill in, as a file in base64. */
export const importTemplate = procedure('roster.import')
	.input(z.object({ format: z.enum(['xlsx', 'csv']) }))
	.query(({ input }) => templateFile(ROSTER_TEMPLATE, input.format));
