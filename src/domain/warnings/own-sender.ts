/** What the county's own notices are sent as: the same for all of them, so that an update finds what it updates. */
export function ownSender(countyCode: string): string {
	return `CN-${countyCode}`;
}
