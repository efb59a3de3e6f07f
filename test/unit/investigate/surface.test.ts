import { describe, expect, it } from 'vitest';
import { surfaceThreats } from '../../../src/extension/core/investigate/surface.ts';
import { fakeReadTools } from '../../fakes/readTools.ts';
import { event, group, groups, ids, now, storefront } from './scenario.ts';

const signal = new AbortController().signal;

describe('what to pick from', () => {
  it('[I-01] the five open groups with the newest signal first', async () => {
    const tenant = storefront();
    const extra = { ...tenant, groups: [...tenant.groups, group('group-new', 'Newest', { host: 'vm-1' }, 3, 1)] };
    const surface = await surfaceThreats({ tools: fakeReadTools({ ...extra, groups: extra.groups.toReversed() }, { now }), signal });
    expect(surface.rows.map((row) => row.id)).toEqual(['group-new', groups.trail, groups.key, groups.web, groups.late]);
    expect(surface.rows[0]).toMatchObject({ kind: 'group', id: 'group-new', name: 'Newest', resource: 'vm-1' });
  });

  it.each([[[]], [['list_threats_engine_groups' as const]]])(
    '[I-02] no group (missing tools: %j) falls back to ten events of 24 hours',
    async (missing) => {
      const events = Array.from({ length: 12 }, (_, index) =>
        event({ id: `e${index}`, ago: index + 1, rule: 'Rule', scope: { host: 'vm-1' } }),
      );
      const tools = fakeReadTools({ events, groups: [], threats: [] }, { now, missing });
      const surface = await surfaceThreats({ tools, signal });
      expect(surface).toMatchObject({ from: 'events', hours: 24, widerHours: 72 });
      expect(surface.rows.map((row) => row.id)).toEqual(events.slice(0, 10).map((one) => one.id));
    },
  );

  it('[I-02] nothing at all says so and offers a wider window, until there is none', async () => {
    const tools = fakeReadTools({ events: [], groups: [], threats: [] }, { now });
    expect(await surfaceThreats({ tools, signal }, { hours: 168 })).toEqual({ rows: [], from: 'nothing', hours: 168, widerHours: 336 });
    expect(await surfaceThreats({ tools, signal }, { hours: 336 })).toEqual({ rows: [], from: 'nothing', hours: 336 });
  });

  it('a wider window shows older events', async () => {
    const tools = fakeReadTools({ events: storefront().events, groups: [], threats: [] }, { now });
    const narrow = await surfaceThreats({ tools, signal }, { hours: 1 });
    const wide = await surfaceThreats({ tools, signal }, { hours: 24 });
    expect(narrow.rows.map((row) => row.id)).not.toContain(ids.other);
    expect(wide.rows.map((row) => row.id)).toContain(ids.other);
  });
});
