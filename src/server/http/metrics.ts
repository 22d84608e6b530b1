import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** The server's figures for Prometheus; labels are procedure paths and codes, never data. */
export function createMetrics() {
	const registry = new Registry();
	collectDefaultMetrics({ register: registry, prefix: 'anlan_' });
	return {
		registry,
		requests: new Histogram({
			name: 'anlan_request_seconds',
			help: 'Time to answer, by route and status class',
			labelNames: ['route', 'status'],
			buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
			registers: [registry]
		}),
		errors: new Counter({
			name: 'anlan_unexpected_errors_total',
			help: 'Errors nobody foresaw',
			registers: [registry]
		}),
		sockets: new Gauge({ name: 'anlan_sockets', help: 'Connected desks', registers: [registry] }),
		feedSeq: new Gauge({ name: 'anlan_feed_seq', help: 'Number of the last change given out', registers: [registry] }),
		unsealed: new Gauge({ name: 'anlan_audit_unsealed', help: 'Audit entries not yet sealed', registers: [registry] })
	};
}

export type Metrics = ReturnType<typeof createMetrics>;
