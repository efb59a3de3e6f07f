import * as z from 'zod';
import { baseline, isEventAttribute, parseFilter, readEvent } from '../filter.ts';
import { badRequest, notFound } from '../refusal.ts';
import type { SampleTenant } from '../tenant.ts';
import { type EventRecord, milliseconds } from '../world.ts';
import { number, text, tool } from './tool.ts';

const permissions = ['policy-events.read'];
const mostHours = 336;
const mostRows = 200;
const scopeHours = number('Hours back from now').optional();
const filterExpr = text('Filter, for example: kubernetes.cluster.name = "prod-eu-1" and source = "syscall"').optional();
const eventId = z.object({ event_id: text('Id of the event') });

/** The 16 categories of contract §3.5, each with what falls into it. */
const categories: Readonly<Record<string, (event: EventRecord) => boolean>> = {
  policyEvents: (event) => ['syscall', 'k8s_audit', 'windows'].includes(event.source),
  scanningEvents: (event) => event.originator === 'scanning',
  cloudTrailEvents: (event) => ['awscloudtrail', 'aws_cloudtrail'].includes(event.source),
  mlCloudEvents: () => false,
  oktaEvents: (event) => event.source.endsWith('okta'),
  githubEvents: (event) => event.source === 'github',
  gcpEvents: (event) => event.source === 'gcp_auditlog',
  falcoCloudEvents: (event) => event.category === 'falcocloud',
  admissionControllerEvents: (event) => event.category === 'admissionController',
  profilingDetectionEvents: (event) => event.source === 'profiling',
  awsMlConsoleLoginEvents: (event) => event.source === 'agentless-aws-ml',
  hostScanningEvents: (event) => event.originator === 'hostscanning',
  benchmarkEvents: (event) => event.originator === 'benchmarks',
  complianceEvents: (event) => event.originator === 'compliance',
  cloudsecEvents: (event) => event.originator === 'cloudsec',
  statefulDetectionEvents: (event) => event.content?.type === 'statefulDetections',
};

/** Contract §3.2–§3.6. */
export const eventTools = [
  tool({
    name: 'list_runtime_events',
    description: 'Lists runtime events, newest first',
    args: z.object({
      cursor: text('Page to continue with').optional(),
      scope_hours: scopeHours,
      limit: number('At most 200').optional(),
      filter_expr: filterExpr,
    }),
    access: 'read',
    permissions,
    run: (args, tenant) => {
      const rows = args.cursor === undefined ? filtered(tenant, args.scope_hours, joined(args.filter_expr)) : after(tenant, args.cursor);
      const data = rows.slice(0, Math.min(args.limit ?? 50, mostRows));
      const last = data.at(-1);
      return { data, page: { total: rows.length, ...(last !== undefined && data.length < rows.length ? { next: last.cursor } : {}) } };
    },
  }),
  tool({
    name: 'get_event_info',
    description: 'One event with all its details',
    args: eventId,
    access: 'read',
    permissions,
    run: ({ event_id }, tenant) => {
      const event = tenant.events().find((candidate) => candidate.id === event_id);
      if (event === undefined) throw notFound('event');
      return event;
    },
  }),
  tool({
    name: 'get_event_process_tree',
    description: 'The process tree of an event',
    args: eventId,
    access: 'read',
    permissions,
    run: ({ event_id }, { world }) => {
      const root = world.trees.get(event_id);
      // A missing tree is a success with a note, never a 404 (contract, trap 40).
      if (root === undefined) return { branches: {}, tree: {}, metadata: { note: 'Process tree not available for this event' } };
      return { branches: {}, tree: { data: root } };
    },
  }),
  tool({
    name: 'count_runtime_events',
    description: 'Counts runtime events by category and severity',
    args: z.object({ scope_hours: scopeHours, filter_expr: filterExpr }),
    access: 'read',
    permissions,
    run: ({ scope_hours, filter_expr }, tenant) => {
      const events = filtered(tenant, scope_hours, joined(filter_expr));
      return Object.fromEntries(
        Object.entries(categories).map(([category, holds]) => [category, { countBySeverity: bySeverity(events.filter(holds)) }]),
      );
    },
  }),
  tool({
    name: 'discover_runtime_event_field_values',
    description: 'Values that a field has in the events of the scope',
    args: z.object({ field: text('For example kubernetes.cluster.name or ruleName'), scope_hours: scopeHours, filter_expr: filterExpr }),
    access: 'read',
    permissions,
    run: ({ field, scope_hours, filter_expr }, tenant) => {
      if (!isEventAttribute(field)) throw badRequest(`unknown field ${field}`);
      // Unlike list and count, this tool puts no baseline before the filter (contract §3.6).
      const values = new Set(filtered(tenant, scope_hours, filter_expr ?? '').flatMap((event) => readEvent(event, field) ?? []));
      const [suggested, ...other] = [...values];
      return {
        data: [
          { label: 'suggested', options: suggested === undefined ? [] : [suggested] },
          { label: 'other', options: other },
        ],
      };
    },
  }),
];

function joined(expression: string | undefined): string {
  return expression === undefined || expression.trim() === '' ? baseline : `${baseline} and ${expression}`;
}

function filtered(tenant: SampleTenant, hours: number | undefined, expression: string): readonly EventRecord[] {
  const span = hours ?? 1;
  if (span > mostHours) throw badRequest('the time window must not exceed 2 weeks');
  const from = tenant.now() - span * 3_600_000;
  const keep = expression.trim() === '' ? () => true : parseFilter(expression, isEventAttribute);
  return tenant.events().filter((event) => milliseconds(event.timestamp) >= from && keep((attribute) => readEvent(event, attribute)));
}

/** What follows a cursor, older and unfiltered: the hosted server forgets the filter here (contract, trap 1). */
function after(tenant: SampleTenant, cursor: string): readonly EventRecord[] {
  const events = tenant.events();
  const index = events.findIndex((event) => event.cursor === cursor);
  if (index < 0) throw badRequest('invalid cursor');
  return events.slice(index + 1);
}

function bySeverity(events: readonly EventRecord[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { severity } of events) counts[severity] = (counts[severity] ?? 0) + 1;
  return counts;
}
