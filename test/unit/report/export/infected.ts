import type { Case } from '../../../../src/extension/core/model/case.ts';

const tenantKeys = new Set([
  ...['label', 'title', 'rule', 'type', 'cmdline', 'sha256', 'asked', 'reason', 'resource', 'name', 'pod', 'cluster', 'host', 'eventId'],
  ...['technique', 'groupId', 'threatId', 'region', 'failure'],
]);

/** The same case with every string of the tenant's replaced; instants and our own ids stay, as do the words of our own lists. */
export function infected(of: Case, value: string): Case {
  return JSON.parse(JSON.stringify(of), (key, inner: unknown) => {
    if (typeof inner === 'object' && inner !== null && 'kind' in inner && 'text' in inner && inner.kind !== 'time')
      return { ...inner, text: value };
    if (key === 'eventIds' && Array.isArray(inner)) return inner.map(() => value);
    return typeof inner === 'string' && tenantKeys.has(key) ? value : inner;
  }) as Case;
}
