import { checkNode } from './check-node.mjs';

checkNode();
const { build, install, generate, synchronise } = await import('./prepare.mjs');

await install();
await generate();
await synchronise();
await build();

const { register } = await import('tsx/esm/api');
register();
await import('../bench/main.ts');
