/** The desk's address for more about what is shown here: same event, with what to look at. */
export function deskLink(event: string | null, query: Readonly<Record<string, string>>): string {
	const params = new URLSearchParams(event === null ? query : { event, ...query });
	return `/desk?${params}`;
}
