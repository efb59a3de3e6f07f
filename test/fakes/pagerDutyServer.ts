import { localServer, type Received, type Reply } from './localServer.ts';

export const routingKey = 'R0123456789ABCDEF0123456789ABCDE';
export const enqueuePath = '/v2/enqueue';

export type PagedEvent = {
  readonly routing_key: string;
  readonly event_action: string;
  readonly dedup_key?: string;
  readonly payload: Readonly<Record<string, unknown>> & { readonly custom_details?: Readonly<Record<string, unknown>> };
};

/** Events API v2: it checks the event as the published schema does; events with one dedup key are one alert. */
export async function pagerDutyServer() {
  const alerts = new Map<string, PagedEvent[]>();
  const server = await localServer((received) => {
    if (received.path !== enqueuePath || received.method !== 'POST') return { status: 404, body: '' };
    return enqueue(received, alerts);
  });
  return { ...server, alerts };
}

function enqueue({ body }: Received, alerts: Map<string, PagedEvent[]>): Reply {
  const event = JSON.parse(body.toString('utf8')) as PagedEvent;
  const errors = problems(event, body.length);
  if (errors.length > 0) return { status: 400, body: { status: 'invalid event', message: 'Event object is invalid', errors } };
  const key = event.dedup_key ?? `generated-${alerts.size}`;
  alerts.set(key, [...(alerts.get(key) ?? []), event]);
  return { status: 202, body: { status: 'success', message: 'Event processed', dedup_key: key } };
}

function problems({ routing_key, event_action, dedup_key = '', payload }: PagedEvent, size: number): readonly string[] {
  const { summary, source, severity, timestamp } = payload;
  const isText = (value: unknown, limit: number) => typeof value === 'string' && value.length > 0 && value.length <= limit;
  return [
    ...(size > 512 * 1024 ? ['Event object exceeds 512KB'] : []),
    ...(routing_key === routingKey ? [] : ["'routing_key' is invalid"]),
    ...(['trigger', 'acknowledge', 'resolve'].includes(event_action) ? [] : ["'event_action' is invalid"]),
    ...(dedup_key.length <= 255 ? [] : ["'dedup_key' is too long"]),
    ...(isText(summary, 1024) ? [] : ["'payload.summary' is missing, blank or too long"]),
    ...(isText(source, 4096) ? [] : ["'payload.source' is missing or blank"]),
    ...(['critical', 'error', 'warning', 'info'].includes(String(severity)) ? [] : ["'payload.severity' is invalid"]),
    ...(Number.isNaN(Date.parse(String(timestamp))) ? ["'payload.timestamp' is not ISO 8601"] : []),
  ];
}
