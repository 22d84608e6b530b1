import { build, generate, synchronise } from './prepare.mjs';

await synchronise();
await generate();
await build();
