import type { Permission } from '../../model/remediation.ts';
import { plainText } from '../../report/plainText.ts';
import { deployFix, storageFix } from './fixes.ts';
import type { Reach, ToolReach } from './reach.ts';
import { completedBy, recentlyCompleted, whenAndWhere } from './recentlyCompleted.ts';
import { placeNamed } from './responderPlace.ts';

/** `tickets` are the destinations that are set up. Each right is one command's: `what` as in "patch deployments in shop", `key` as in `Rights`. */
export type MorePermissions = {
  readonly tickets: readonly string[];
  readonly rights: readonly { readonly what: string; readonly key: string }[];
};

/** Who may do what, before anything is proposed: responders, storage, Kubernetes, IAM, tickets. Each that is not a yes has its fix. */
export function permissionTable(reach: Reach, { tickets, rights }: MorePermissions): readonly Permission[] {
  // Several commands need one right; where it is granted for some objects alone, both answers are told.
  const unique = [
    ...new Map(rights.map((right) => [[programOf(right.key), right.what, reach.rights.get(right.key)].join(' '), right])).values(),
  ];
  return [
    ...tokenRows(reach),
    ...responderRows(reach),
    storageRow(reach),
    ...toolRows('kubectl', reach, unique),
    ...toolRows('aws', reach, unique),
    ticketRow(tickets),
  ];
}

function tokenRows({ refused }: Reach): readonly Permission[] {
  const missing = refused.flatMap((one) => (one.kind === 'permission' ? [plainText(one.permission)] : []));
  return [...new Set(missing)].map((permission) => ({
    about: 'tenant',
    what: permission,
    may: 'no',
    why: 'your token does not have it',
    fix: `Ask an administrator for a role with ${permission}`,
  }));
}

function responderRows(reach: Reach): readonly Permission[] {
  const types = reach.catalogue.value.flatMap(({ responder }) => (responder === undefined ? [] : [responder]));
  return [...new Set(types)].toSorted().map((type) => responderRow(type, reach));
}

function responderRow(type: string, { refused, forEvent, executions }: Reach): Permission {
  const row = { about: 'responder', what: `${plainText(type)} responder` } as const;
  const none = refused.find((one) => one.kind === 'responder' && one.responder === type);
  if (none?.kind === 'responder') {
    const place = plainText(placeNamed(none.scope));
    return { ...row, may: 'no', why: place === '' ? 'none is there' : `none is on ${place}`, fix: deployFix(type, place) };
  }
  if (forEvent) return { ...row, may: 'yes', why: 'the tenant lists its actions for this event' };
  const fix = 'The first action tells; where there is none, have it deployed';
  if (executions === undefined) return { ...row, may: 'unknown', why: 'what ran before could not be read', fix };
  const last = recentlyCompleted(executions).find(completedBy(type));
  const why = last === undefined ? 'none was seen to complete anything lately' : `one completed ${whenAndWhere(type, last)}`;
  return { ...row, may: 'unknown', why, fix };
}

function storageRow({ storage, refused }: Reach): Permission {
  const row = { about: 'storage', what: 'Storage for logs, captures and files' } as const;
  if (refused.some(({ kind }) => kind === 'storage'))
    return { ...row, may: 'no', why: 'the tenant refused for want of it', fix: storageFix };
  if (storage === undefined)
    return { ...row, may: 'unknown', why: 'it could not be read', fix: 'Probe again; the first action that needs it tells' };
  const { usable, bucket } = storage.value;
  if (!usable) return { ...row, may: 'no', why: 'none is set up', fix: storageFix };
  return { ...row, may: 'yes', why: bucket === undefined ? 'it is set up' : `bucket ${plainText(bucket)}` };
}

const abouts = { kubectl: { about: 'kubernetes', what: 'kubectl' }, aws: { about: 'iam', what: 'aws' } } as const;

/** A tool that can not be used is one row; one that can is a row for each right, or one that says that none was asked. */
function toolRows(program: 'kubectl' | 'aws', reach: Reach, rights: MorePermissions['rights']): readonly Permission[] {
  const row = abouts[program];
  const expired = reach.refused.find((one) => one.kind === 'credentials' && one.surface === program);
  if (expired?.kind === 'credentials') return [{ ...row, may: 'no', why: expired.reason, fix: expired.fix }];
  const tool: ToolReach<unknown> = reach[program];
  if (!tool.usable) return [{ ...row, may: 'no', why: tool.reason, fix: tool.fix }];
  const own = rights.filter(({ key }) => programOf(key) === program);
  if (own.length === 0) return [{ ...row, may: 'unknown', why: 'no right was asked about', fix: 'The first call tells' }];
  return own.map(({ what, key }) =>
    rightRow({ about: row.about, what: `${program}: ${plainText(what)}` }, reach.rights.get(key), plainText(what)),
  );
}

function rightRow(row: Pick<Permission, 'about' | 'what'>, may: 'yes' | 'no' | undefined, what: string): Permission {
  const asked = row.about === 'kubernetes' ? 'auth can-i says' : 'IAM says';
  switch (may) {
    case 'yes':
      return { ...row, may, why: `${asked} yes` };
    case 'no':
      return { ...row, may, why: `${asked} no`, fix: `Ask for the right to ${what}, or file the step as a ticket` };
    case undefined:
      return { ...row, may: 'unknown', why: 'it was not asked', fix: 'Probe again; the call itself tells' };
  }
}

function programOf(key: string): string {
  return key.split('\u0000', 1)[0] ?? '';
}

function ticketRow(tickets: readonly string[]): Permission {
  const row = { about: 'ticket', what: 'Tickets' } as const;
  if (tickets.length > 0) return { ...row, may: 'yes', why: tickets.join(', ') };
  return { ...row, may: 'no', why: 'no destination is set up', fix: 'Run "Threats: Set Up Jira" or "Threats: Set Up PagerDuty"' };
}
