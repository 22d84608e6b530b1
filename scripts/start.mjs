import { checkNode } from './check-node.mjs';

checkNode();
const { install, generate, synchronise, build } = await import('./prepare.mjs');
const { inRoot } = await import('./stamp.mjs');
const isDevelopment = process.argv.includes('--dev');

process.chdir(inRoot());
await install();
await synchronise();
await generate();

// The server runs in this very process: one process to signal, to supervise and to measure.
const { register } = await import('tsx/esm/api');
register();
const { checkStart } = await import('../src/server/check-start.ts');
await checkStart();
if (!isDevelopment) await build();
await import('../src/server/main.ts');
