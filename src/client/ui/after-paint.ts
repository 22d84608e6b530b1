/** Does something once what changed now is on the screen. Returns the way to call it off. */
export function afterPaint(act: () => void): () => void {
	// The next frame shows it; when one more comes, it is shown.
	let frame = requestAnimationFrame(() => (frame = requestAnimationFrame(act)));
	return () => cancelAnimationFrame(frame);
}
