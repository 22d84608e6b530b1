import { config } from 'zod';

// Zod would compile its parsers from text, and asks the browser whether it may: our CSP forbids it and would report
// each page. This runs before any page, and so before any schema is made.
config({ jitless: true });
