// The server's data comes over the API and the change feed only; pages are drawn in the browser.
export const ssr = false;
