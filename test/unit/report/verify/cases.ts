import { investigate } from '../../../../src/extension/core/investigate/investigate.ts';
import type { Case } from '../../../../src/extension/core/model/case.ts';
import type { EvidenceId } from '../../../../src/extension/core/model/evidence.ts';
import { incidents } from '../../../fixtures/incidents/incidents.ts';
import { openIncident, openWorld } from '../../../fixtures/incidents/measure.ts';

/** Cases of the sample tenant's incidents, with what was answered: the trigger is the group whose title begins so. */
export async function sampleCases(): Promise<readonly Case[]> {
  const { context, close } = await openWorld();
  try {
    const { value } = await context.tools.read('list_threats_engine_groups', { limit: 50, status: 'open' }, context.signal);
    const ids = scenarios.map((title) => value.groups.find((one) => one.title?.startsWith(title))?.id ?? title);
    return await Promise.all(ids.map((id) => investigate(id, context)));
  } finally {
    await close();
  }
}

const scenarios = [
  'Cryptominer dropped through storefront web shell',
  'Cron job and systemd unit planted after an SSH login',
  'Shell opened in the ledger pod',
  'New binary executed in recommender',
  'AI agent tricked into running a shell command',
  'Geolocation discovery on',
  'Known malware prevented',
];

/** A case of each incident with a written truth, from its first trigger. */
export async function incidentCases(): Promise<readonly Case[]> {
  return Promise.all(
    incidents.map(async (incident) => {
      const { truth, context, close } = await openIncident(incident);
      try {
        return await investigate(truth.triggers[0] ?? '', context);
      } finally {
        await close();
      }
    }),
  );
}

export function answersOf({ evidence }: Case): ReadonlyMap<EvidenceId, string> {
  return new Map(evidence.map(({ id, raw }) => [id, raw]));
}
