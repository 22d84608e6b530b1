import type { Attachment } from 'svelte/attachments';

/**
 * Whoever enters a box with a figure in it writes over the figure: entering it, by key, mouse or touch, selects the text.
 * A tap into the box one is in already places the caret, and a part that is drawn over stays selected.
 */
export const selectOnEntry: Attachment<HTMLInputElement> = (input) => {
	let isEntering = false;
	const whenPressed = () => {
		isEntering = document.activeElement !== input;
	};
	const whenFocused = () => input.select();
	// The press that gave the focus puts the caret after it.
	const whenReleased = () => {
		if (isEntering && input.selectionStart === input.selectionEnd) input.select();
		isEntering = false;
	};
	input.addEventListener('pointerdown', whenPressed);
	input.addEventListener('focus', whenFocused);
	input.addEventListener('click', whenReleased);
	return () => {
		input.removeEventListener('pointerdown', whenPressed);
		input.removeEventListener('focus', whenFocused);
		input.removeEventListener('click', whenReleased);
	};
};
