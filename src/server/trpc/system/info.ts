import { openProcedure } from '../trpc.ts';

/** What the sign-in page and the map need before anyone signs in: which county, whether this is a demonstration. */
export const systemInfo = openProcedure.query(async ({ ctx }) => {
	const { config } = ctx.app;
	return {
		countyCode: ctx.app.countyCode,
		countyName: ctx.app.countyName,
		demoAccounts: await ctx.app.demoAccounts(),
		map: {
			approval: config.mapApproval,
			base: { pmtiles: config.pmtiles !== null, tianditu: config.tiandituKey !== null }
		},
		now: new Date().toISOString()
	};
});
