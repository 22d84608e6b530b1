import { z } from 'zod';
import { templateCsv, templateWorkbook } from '../../importers/people/template.ts';
import { procedure } from '../trpc.ts';

const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** The template of registers to fill in, as a file in base64. */
export const importTemplate = procedure('person.import')
	.input(z.object({ format: z.enum(['xlsx', 'csv']) }))
	.query(async ({ input }) => {
		const isXlsx = input.format === 'xlsx';
		const bytes = isXlsx ? await templateWorkbook() : templateCsv();
		return {
			fileName: `户册导入模板.${input.format}`,
			contentType: isXlsx ? XLSX_TYPE : 'text/csv;charset=utf-8',
			content: bytes.toString('base64')
		};
	});
