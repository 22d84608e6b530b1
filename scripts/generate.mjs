import { generate, synchronise } from './prepare.mjs';

await synchronise();
await generate();
