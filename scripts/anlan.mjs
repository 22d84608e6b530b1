import { checkNode } from './check-node.mjs';

checkNode();
const { install, generate, synchronise } = await import('./prepare.mjs');

await install();
await synchronise();
await generate();

const { register } = await import('tsx/esm/api');
register();
await import('../src/server/cli/main.ts');
