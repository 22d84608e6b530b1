const plain = (text: string) => text.toLowerCase().replace(/\s/g, '');

/** The key of a catalogue whose Chinese or English word (or a part of it: 村部 of 村部/礼堂) a text is. */
export function wordOf<Key extends string>(
	catalogue: Readonly<Record<Key, { zh: string; en: string }>>,
	text: string
): Key | null {
	const wanted = plain(text);
	if (wanted === '') return null;
	for (const [key, { zh, en }] of Object.entries(catalogue) as [Key, { zh: string; en: string }][])
		if ([key, zh, ...zh.split('/'), en].some((name) => plain(name) === wanted)) return key;
	return null;
}
