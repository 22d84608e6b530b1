import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildTree, searchTree, toggleArea } from '#client/ui/area-tree.ts';

const AREAS = [
	{ code: '430426', name: '祁东县', parentCode: '430400' },
	{ code: '430426100', name: '金桥镇', parentCode: '430426' },
	{ code: '430426100201', name: '金桥村', parentCode: '430426100' },
	{ code: '430426101', name: '鸟江镇', parentCode: '430426' }
];

describe('the tree', () => {
	it('hangs each area under its parent and keeps orphans as roots', () => {
		const [county] = buildTree(AREAS);
		expect(county?.area.name).toBe('祁东县');
		expect(county?.children.map(({ area }) => area.name)).toEqual(['金桥镇', '鸟江镇']);
		expect(county?.children[0]?.children[0]?.area.name).toBe('金桥村');
	});

	it('keeps what lies above and below what a search finds', () => {
		const tree = buildTree(AREAS);
		const [county] = searchTree(tree, '金桥村');
		expect(county?.children.map(({ area }) => area.name)).toEqual(['金桥镇']);
		expect(searchTree(tree, '鸟江')[0]?.children.map(({ area }) => area.name)).toEqual(['鸟江镇']);
		expect(searchTree(tree, '没有')).toEqual([]);
		expect(searchTree(tree, ' ')).toHaveLength(1);
	});
});

describe('choosing areas', () => {
	it('lets a township take the place of its villages', () => {
		expect(toggleArea(['430426100201'], '430426100')).toEqual(['430426100']);
		expect(toggleArea(['430426100'], '430426100201')).toEqual(['430426100']);
		expect(toggleArea(['430426100'], '430426100')).toEqual([]);
	});

	it('never holds an area beside one that contains it', () => {
		const code = fc.constantFrom(...AREAS.map((area) => area.code));
		fc.assert(
			fc.property(fc.array(code), (clicks) => {
				const chosen = clicks.reduce<string[]>((selected, click) => toggleArea(selected, click), []);
				for (const one of chosen)
					for (const other of chosen) if (one !== other) expect(one.startsWith(other)).toBe(false);
			})
		);
	});
});
