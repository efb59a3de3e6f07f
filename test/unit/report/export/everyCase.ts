import { investigate } from '../../../../src/extension/core/investigate/investigate.ts';
import type { Case } from '../../../../src/extension/core/model/case.ts';
import { bareGroupCase } from '../../../fixtures/cases/bareGroup.ts';
import { storefrontCase } from '../../../fixtures/cases/storefront.ts';
import { incidents } from '../../../fixtures/incidents/incidents.ts';
import { investigateIncident, openWorld, triggersOf } from '../../../fixtures/incidents/measure.ts';

export type NamedCase = { readonly name: string; readonly of: Case };

/** The case of every open group of the sample tenant, by title, of every incident with a written truth, and those that are written by hand. */
export async function everyCase(): Promise<readonly NamedCase[]> {
  const told: NamedCase[] = [];
  for (const incident of incidents) {
    const [trigger = ''] = await triggersOf(incident);
    told.push({ name: incident.name, of: (await investigateIncident(incident, trigger)).found });
  }
  return [...(await sampleCases()), ...told];
}

async function sampleCases(): Promise<readonly NamedCase[]> {
  const { context, close } = await openWorld();
  try {
    const { value } = await context.tools.read('list_threats_engine_groups', { limit: 50, status: 'open' }, context.signal);
    const cases: NamedCase[] = [
      { name: 'storefront', of: storefrontCase },
      { name: 'bare group', of: bareGroupCase },
    ];
    for (const group of value.groups) cases.push({ name: group.title ?? group.id, of: await investigate(group.id, context) });
    return cases;
  } finally {
    await close();
  }
}
