import { parseSeverity } from '../../../../src/extension/core/model/severity.ts';
import type { Scope, SecurityEvent, Threat, ThreatGroup } from '../../../../src/extension/core/model/threat.ts';

export const now = Date.UTC(2026, 5, 10, 10);
export const minute = 60_000;

/** @param ago minutes from the last signal to now */
export function group(id: string, ago: number, more: Partial<ThreatGroup> & { severity?: ThreatGroup['severity'] } = {}): ThreatGroup {
  const lastSignal = now - ago * minute;
  return { id, title: `Threat ${id}`, start: lastSignal, lastSignal, scope: { host: `host-${id}` }, ...more };
}

/** The tenant's word or number, as our severity. */
export function severity(raw: string) {
  const parsed = parseSeverity(raw);
  if (parsed === undefined) throw new Error(`no severity: ${raw}`);
  return { severity: parsed };
}

export function threat(id: string, groupId: string, eventIds: readonly string[] = []): Threat {
  return { id, groupId, title: `Threat ${id}`, lastSignal: now - minute, scope: { host: 'vm-12' }, eventIds };
}

export function event(id: string, ago: number, scope: Scope = { host: 'vm-12' }): SecurityEvent {
  return {
    id,
    at: now - ago * minute,
    rule: `Rule ${id}`,
    tags: [],
    labels: { ...(scope.host !== undefined && { 'host.hostName': scope.host }) },
    fields: {},
    scope,
    raw: { id },
  };
}

/** Newest first, a minute apart, each on a host of its own. */
export function manyGroups(count: number): readonly ThreatGroup[] {
  return Array.from({ length: count }, (_, index) => group(`g${String(index).padStart(5, '0')}`, index + 1));
}
