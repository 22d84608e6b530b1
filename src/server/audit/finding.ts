/** What is wrong with the chain, and where. */
export type Finding =
	| { kind: 'genesisChanged' }
	| { kind: 'blocksMissing'; first: number; last: number }
	| { kind: 'linkBroken'; block: number }
	| { kind: 'contentChanged'; block: number; firstEntry: number; lastEntry: number }
	| { kind: 'entryMissing'; block: number; entry: number }
	| { kind: 'entryTwice'; block: number; entry: number }
	| { kind: 'entryForeign'; entry: number }
	| { kind: 'unsealedTooLong'; entries: number; oldest: string }
	| { kind: 'operationWithoutEntry'; operation: string }
	| { kind: 'entryWithoutOperation'; entry: number; operation: string }
	| { kind: 'headNotFound'; head: string }
	| { kind: 'guardOff'; table: string };

/** The words of a finding, in both languages. */
export function describeFinding(of: Finding): { zh: string; en: string } {
	switch (of.kind) {
		case 'genesisChanged':
			return { zh: '链的起点（第 0 块）缺失或被改动', en: 'the first link (block 0) is missing or changed' };
		case 'blocksMissing':
			return { zh: `第 ${of.first}–${of.last} 块缺失`, en: `blocks ${of.first}–${of.last} are missing` };
		case 'linkBroken':
			return {
				zh: `第 ${of.block} 块与前一块不相接（块被删除、插入、调换或改动）`,
				en: `block ${of.block} does not follow the one before (a block was removed, inserted, swapped or changed)`
			};
		case 'contentChanged':
			return {
				zh: `第 ${of.block} 块的内容被改动（日志第 ${of.firstEntry}–${of.lastEntry} 条之中）`,
				en: `the content of block ${of.block} was changed (among entries ${of.firstEntry}–${of.lastEntry})`
			};
		case 'entryMissing':
			return {
				zh: `第 ${of.entry} 条日志被删除（属第 ${of.block} 块）`,
				en: `entry ${of.entry} of block ${of.block} was deleted`
			};
		case 'entryTwice':
			return {
				zh: `第 ${of.entry} 条日志在第 ${of.block} 块中重复或次序不对`,
				en: `entry ${of.entry} stands twice or out of order in block ${of.block}`
			};
		case 'entryForeign':
			return {
				zh: `第 ${of.entry} 条日志不在链上（绕过系统插入）`,
				en: `entry ${of.entry} is outside the chain (inserted past the system)`
			};
		case 'unsealedTooLong':
			return {
				zh: `有 ${of.entries} 条日志超过一分钟未入链（最早 ${of.oldest}）。请启动服务或加 --seal 后再核验`,
				en: `${of.entries} entries wait to be sealed for over a minute (oldest ${of.oldest}). Start the server, or pass --seal, and verify again`
			};
		case 'operationWithoutEntry':
			return {
				zh: `操作 ${of.operation} 没有对应的日志（日志被删除）`,
				en: `operation ${of.operation} has no audit entry (deleted)`
			};
		case 'entryWithoutOperation':
			return {
				zh: `第 ${of.entry} 条日志所指的操作 ${of.operation} 不存在`,
				en: `entry ${of.entry} names operation ${of.operation}, which does not exist`
			};
		case 'headNotFound':
			return {
				zh: `链上没有留存的哈希 ${of.head}（链的末尾被截去或重做）`,
				en: `the hash kept outside, ${of.head}, is not in the chain (its end was cut off or rebuilt)`
			};
		case 'guardOff':
			return { zh: `表 ${of.table} 的只增保护被关闭`, en: `the append-only guard of table ${of.table} is off` };
	}
}
