import { page } from '$app/state';

/** Whether the page that is open is this one or lies below it. */
export function isHere(href: string): boolean {
	return page.url.pathname === href || page.url.pathname.startsWith(`${href}/`);
}
