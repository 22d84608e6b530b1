import { generate, build } from './prepare.mjs';

await generate();
await build();
