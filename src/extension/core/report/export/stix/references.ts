/** References that one object names; a step may fold thousands of events, which its evidence lists. */
const mostReferences = 20;

/** The tenant's events as external references. What is no plain id stays out: STIX gives some forms a meaning of their own. */
export function eventReferences(eventIds: readonly string[]): { readonly external_references?: readonly unknown[] } {
  const ids = eventIds.filter((id) => /^(?!CVE-|CAPEC-)[\w-]{1,128}$/.test(id)).slice(0, mostReferences);
  if (ids.length === 0) return {};
  return {
    external_references: ids.map((id) => ({ source_name: 'sysdig', description: 'Runtime event in Sysdig Secure', external_id: id })),
  };
}
