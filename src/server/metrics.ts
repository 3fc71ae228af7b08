import type { GatewayError } from '#errors/gateway.ts';

/** Seconds, as Prometheus wants them. */
const bounds = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1];

/**
 * Counters of the server as Prometheus text (exposition format 0.0.4). Plain numbers, because a client library's label hashing would cost
 * each request more than all of its counting does.
 */
export class Metrics {
  readonly #requests = new Map<string, { readonly action: string; readonly code: string; readonly status: number; count: number }>();
  readonly #buckets = new Array<number>(bounds.length + 1).fill(0);
  #seconds = 0;
  /** Streams under /feed: open now, events written, and how many ended for which reason. */
  readonly streams = { open: 0, events: 0, ended: { left: 0, stopping: 0, unavailable: 0, denied: 0, slow: 0 } };

  /** A code that names an entry of a list, `InvalidTag.7.Key`, counts for all entries: callers choose their numbers, and each would be a series. */
  count(action: string, sent: string, status: number, ms: number): void {
    const code = sent === '' ? '' : sent.replaceAll(/\.\d+(?=\.|$)/g, '.N');
    const name = `${action} ${code} ${status}`;
    const known = this.#requests.get(name);
    if (known) known.count++;
    else this.#requests.set(name, { action, code, status, count: 1 });
    const seconds = ms / 1000;
    this.#seconds += seconds;
    let i = 0;
    while (i < bounds.length && seconds > bounds[i]!) i++;
    this.#buckets[i]!++;
  }

  /** How often each action was asked for that this server does not implement, the most wanted first. */
  unmet(): ReadonlyMap<string, number> {
    const wanted = [...this.#requests.values()].filter(({ code }) => code === ('Sallyport.NotImplemented' satisfies GatewayError));
    return new Map(wanted.sort((a, b) => b.count - a.count || (a.action < b.action ? -1 : 1)).map(({ action, count }) => [action, count]));
  }

  /** `gauges`: name -> [help, value]. */
  text(gauges: Readonly<Record<string, readonly [string, number]>>): string {
    const lines = [
      '# HELP sallyport_requests_total Requests answered, by action, error code and HTTP status.',
      '# TYPE sallyport_requests_total counter',
    ];
    for (const { action, code, status, count } of this.#requests.values()) {
      lines.push(`sallyport_requests_total{action="${action}",code="${code}",status="${status}"} ${count}`);
    }
    lines.push(
      '# HELP sallyport_request_duration_seconds Time from the whole request read to the reply written.',
      '# TYPE sallyport_request_duration_seconds histogram',
    );
    let sum = 0;
    for (const [i, count] of this.#buckets.entries()) {
      sum += count;
      lines.push(`sallyport_request_duration_seconds_bucket{le="${bounds[i] ?? '+Inf'}"} ${sum}`);
    }
    lines.push(`sallyport_request_duration_seconds_sum ${this.#seconds}`, `sallyport_request_duration_seconds_count ${sum}`);
    const { open, events, ended } = this.streams;
    lines.push(
      '# HELP sallyport_streams_open Open streams under /feed.',
      '# TYPE sallyport_streams_open gauge',
      `sallyport_streams_open ${open}`,
      '# HELP sallyport_stream_events_total Events written to streams, heartbeats not counted.',
      '# TYPE sallyport_stream_events_total counter',
      `sallyport_stream_events_total ${events}`,
      '# HELP sallyport_streams_ended_total Streams that ended, by reason; slow and denied were cut off.',
      '# TYPE sallyport_streams_ended_total counter',
      ...Object.entries(ended).map(([reason, count]) => `sallyport_streams_ended_total{reason="${reason}"} ${count}`),
    );
    for (const [name, [help, value]] of Object.entries(gauges))
      lines.push(`# HELP ${name} ${help}`, `# TYPE ${name} gauge`, `${name} ${value}`);
    return `${lines.join('\n')}\n`;
  }
}
