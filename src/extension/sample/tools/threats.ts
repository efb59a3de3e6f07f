import * as z from 'zod';
import { badRequest, notFound } from '../refusal.ts';
import type { SampleTenant } from '../tenant.ts';
import type { GroupRecord } from '../world.ts';
import { number, text, tool } from './tool.ts';

const groupId = z.object({ group_id: text('Id of the group') });
const sortable = { lastSignal: (group: GroupRecord) => group.lastSignal, startTime: (group: GroupRecord) => group.startTime };

/** Contract §3.7. */
export const threatTools = [
  tool({
    name: 'list_threats_engine_groups',
    description: 'Lists threat groups, newest signal first',
    args: z.object({
      limit: number('At most 100; 25 when absent').optional(),
      sort: text('lastSignal:desc, lastSignal:asc, startTime:desc or startTime:asc').optional(),
      status: text('For example open').optional(),
      cursor: text('Page to continue with').optional(),
    }),
    access: 'read',
    permissions: [],
    run: ({ limit = 25, sort = 'lastSignal:desc', status, cursor = '0' }, tenant) => {
      if (!/^\d+$/.test(cursor)) throw badRequest('invalid cursor');
      const rows = tenant.groups().filter((group) => status === undefined || group.status.toLowerCase() === status.toLowerCase());
      const start = Number(cursor);
      const end = start + Math.min(limit, 100);
      return {
        data: sorted(rows, sort).slice(start, end),
        page: { total: rows.length, ...(end < rows.length ? { next: String(end) } : {}) },
      };
    },
  }),
  tool({
    name: 'get_threats_engine_group',
    description: 'One threat group',
    args: groupId,
    access: 'read',
    permissions: [],
    run: ({ group_id }, tenant) => groupOf(tenant, group_id),
  }),
  tool({
    name: 'get_threats_engine_threat',
    description: 'One threat with the ids of its events',
    args: z.object({ threat_id: text('Id of the threat') }),
    access: 'read',
    permissions: [],
    run: ({ threat_id }, tenant) => {
      const threat = tenant.threats().find((candidate) => candidate.id === threat_id);
      if (threat === undefined) throw notFound('threat');
      return threat;
    },
  }),
  tool({
    name: 'list_threats_engine_threats_by_group',
    description: 'The threats of a group',
    args: groupId,
    access: 'read',
    permissions: [],
    run: ({ group_id }, tenant) => {
      const group = groupOf(tenant, group_id);
      return { data: tenant.threats().filter((threat) => threat.groupId === group.id) };
    },
  }),
  tool({
    name: 'list_threats_engine_resources_by_group',
    description: 'The resources that a group touches',
    args: groupId,
    access: 'read',
    permissions: [],
    run: ({ group_id }, tenant) => ({ data: tenant.world.resources.get(groupOf(tenant, group_id).id) ?? [] }),
  }),
];

function groupOf(tenant: SampleTenant, id: string): GroupRecord {
  const group = tenant.groups().find((candidate) => candidate.id === id);
  if (group === undefined) throw notFound('threat group');
  return group;
}

function sorted(groups: readonly GroupRecord[], sort: string): GroupRecord[] {
  const [, key, direction] = /^(lastSignal|startTime)[:,](asc|desc)$/.exec(sort) ?? [];
  if (key === undefined) throw badRequest(`unknown sort ${sort}`);
  const read = sortable[key as keyof typeof sortable];
  const sign = direction === 'asc' ? 1 : -1;
  return [...groups].sort((a, b) => sign * (read(a) < read(b) ? -1 : read(a) > read(b) ? 1 : 0));
}
