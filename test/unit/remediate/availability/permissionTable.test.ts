import { describe, expect, it } from 'vitest';
import type { Permission } from '../../../../src/extension/core/model/remediation.ts';
import { permissionTable } from '../../../../src/extension/core/remediate/availability/permissionTable.ts';
import type { Reach } from '../../../../src/extension/core/remediate/availability/reach.ts';
import { completed, evidence, reach } from './reached.ts';

const key = 'kubectl\u0000patch';
const more = { tickets: ['Jira', 'PagerDuty'], rights: [{ what: 'patch deployments in shop', key }] };
const table = (change: Partial<Reach>, given = more) => permissionTable({ ...reach, ...change }, given);
const of = (about: Permission['about'], rows: readonly Permission[]) => rows.filter((row) => row.about === about);

describe('[X-09] the table of permissions', () => {
  it('has a row for each responder, storage, each right, IAM and tickets', () => {
    expect(table({ forEvent: true, rights: new Map([[key, 'yes']]) })).toEqual([
      { about: 'responder', what: 'CLOUD responder', may: 'yes', why: 'the tenant lists its actions for this event' },
      { about: 'responder', what: 'CLUSTER responder', may: 'yes', why: 'the tenant lists its actions for this event' },
      { about: 'responder', what: 'HOST responder', may: 'yes', why: 'the tenant lists its actions for this event' },
      { about: 'storage', what: 'Storage for logs, captures and files', may: 'yes', why: 'bucket captures' },
      { about: 'kubernetes', what: 'kubectl: patch deployments in shop', may: 'yes', why: 'auth can-i says yes' },
      { about: 'iam', what: 'aws', may: 'unknown', why: 'no right was asked about', fix: 'The first call tells' },
      { about: 'ticket', what: 'Tickets', may: 'yes', why: 'Jira, PagerDuty' },
    ]);
  });

  it('gives a fix with whatever is not a yes, and none with a yes', () => {
    const expired = { kind: 'credentials', surface: 'kubectl', reason: 'expired', fix: 'Renew' } as const;
    const { storage: _, executions: __, ...unread } = reach;
    const tables = [
      table({}),
      table({ rights: new Map([[key, 'no']]) }),
      table({ refused: [{ kind: 'storage' }, expired, { kind: 'responder', responder: 'CLUSTER', scope: 'clusterName:prod-eu-1' }] }),
      table({ refused: [{ kind: 'permission', of: 'containment', permission: 'containment-response-actions.exec' }] }),
      table({ storage: evidence('get_capture_storage', { usable: false }), aws: { usable: false, reason: 'no aws', fix: 'Install it' } }),
      permissionTable(unread, { tickets: [], rights: [] }),
    ];
    const rows = tables.flat();
    expect(rows.filter(({ may, fix }) => (may === 'yes') === (fix !== undefined && fix !== ''))).toEqual([]);
    expect(new Set(rows.map(({ may }) => may))).toEqual(new Set(['yes', 'no', 'unknown']));
  });

  it('does not take a responder for there because it was there for another place, and tells where', () => {
    const [row] = of(
      'responder',
      table({ executions: evidence('x', [completed({ responder: 'CLOUD', parameters: { 'cloudProvider.account.id': '1' } })]) }),
    );
    expect(row).toMatchObject({ what: 'CLOUD responder', may: 'unknown', why: 'one completed GET_LOGS on 1 at 2026-06-09 12:00Z' });
  });

  it('says no where a responder was refused, by its place, and names the permission that is missing', () => {
    const rows = table({
      forEvent: true,
      refused: [
        { kind: 'responder', responder: 'CLUSTER', scope: 'clusterName:prod-eu-1' },
        { kind: 'permission', of: 'containment', permission: 'containment-response-actions.exec' },
      ],
    });
    expect(of('responder', rows)[1]).toMatchObject({
      may: 'no',
      why: 'none is on prod-eu-1',
      fix: expect.stringContaining('cluster shield on prod-eu-1'),
    });
    expect(of('tenant', rows)).toMatchObject([{ what: 'containment-response-actions.exec', may: 'no' }]);
  });

  it('says of a tool that can not be used why, once, whatever rights there are', () => {
    const cut = { usable: false, reason: 'kubectl points at staging', fix: 'Switch the context' } as const;
    expect(of('kubernetes', table({ kubectl: cut }))).toEqual([
      { about: 'kubernetes', what: 'kubectl', may: 'no', why: cut.reason, fix: cut.fix },
    ]);
  });

  it('tells a right once though several commands need it', () => {
    const rights = [...more.rights, { what: 'patch deployments in shop', key: 'kubectl\u0000label' }];
    expect(of('kubernetes', table({}, { ...more, rights }))).toHaveLength(1);
  });

  it('says how to set up a destination of tickets where there is none', () => {
    expect(of('ticket', table({}, { ...more, tickets: [] }))).toMatchObject([
      { may: 'no', fix: 'Run "Threats: Set Up Jira" or "Threats: Set Up PagerDuty"' },
    ]);
  });
});
