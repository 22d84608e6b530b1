// Starts a worker thread whose module is TypeScript: the loader of the main thread does not reach into workers.
import { workerData } from 'node:worker_threads';
import { register } from 'tsx/esm/api';

register();
await import(workerData.module);
