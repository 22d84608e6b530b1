/** One area of a tree to pick from, as handed in by the caller. */
export interface PickableArea {
	code: string;
	name: string;
	/** Null for the topmost. */
	parentCode: string | null;
}

export interface AreaNode {
	area: PickableArea;
	children: AreaNode[];
}

/** Areas as a tree, in the order they came; an area whose parent is not among them is a root. */
export function buildTree(areas: readonly PickableArea[]): AreaNode[] {
	const nodes = new Map(areas.map((area): [string, AreaNode] => [area.code, { area, children: [] }]));
	const roots: AreaNode[] = [];
	for (const node of nodes.values()) {
		const parent = node.area.parentCode === null ? undefined : nodes.get(node.area.parentCode);
		(parent?.children ?? roots).push(node);
	}
	return roots;
}

/** The tree cut to what a search finds: areas whose name or code has the text, with those above and below them. */
export function searchTree(nodes: readonly AreaNode[], text: string): AreaNode[] {
	const wanted = text.trim();
	if (wanted === '') return [...nodes];
	return nodes.flatMap((node) => {
		if (node.area.name.includes(wanted) || node.area.code.startsWith(wanted)) return [node];
		const children = searchTree(node.children, wanted);
		return children.length > 0 ? [{ area: node.area, children }] : [];
	});
}

/**
 * The choice after an area was ticked or unticked: picking an area takes the place of those below it, and picking
 * within a picked area changes nothing.
 */
export function toggleArea(selected: readonly string[], code: string): string[] {
	if (selected.includes(code)) return selected.filter((each) => each !== code);
	if (selected.some((each) => code.startsWith(each))) return [...selected];
	return [...selected.filter((each) => !each.startsWith(code)), code].sort();
}
