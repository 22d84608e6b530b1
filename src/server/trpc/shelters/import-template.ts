import { z } from 'zod';
import { SHELTER_TEMPLATE } from '../../importers/shelters/template.ts';
import { templateFile } from '../../importers/template.ts';
import { procedure } from '../trpc.ts';

/** The template to fill in for an import, as a file in base64. */
export const importTemplate = procedure('shelter.import')
	.input(z.object({ format: z.enum(['xlsx', 'csv']) }))
	.query(({ input }) => templateFile(SHELTER_TEMPLATE, input.format));
