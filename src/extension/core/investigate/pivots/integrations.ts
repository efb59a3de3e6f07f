import { citing } from '../../model/evidence.ts';
import { oneOf } from '../../tools/filter.ts';
import type { Lead, Skipped } from '../pivot.ts';
import type { CloudAccount } from '../scopeFilter.ts';
import { sources } from '../sources.ts';

/** Told in the summary too: without it, what an attacker did in the cloud can not be seen (I-12). */
export const noIntegration = 'no integration in tenant';

/** As far back as the tenant's tools look, in hours (I-12). */
const furthest = 336;

/** The sources that only a cloud's integration brings. */
export const sourcesOf: Readonly<Record<CloudAccount['cloud'], readonly string[]>> = {
  aws: [...sources.cloudTrail, ...sources.awsLogins],
  azure: sources.azure,
  gcp: sources.gcp,
};

/** Skipped where none of these sources brought anything in as long as the tenant remembers; undefined where one did, or where it can not be known. */
export async function withoutIntegration(lead: Lead, spellings: readonly string[]): Promise<Skipped | undefined> {
  const { ledger } = lead;
  if (ledger.offers('discover_runtime_event_field_values')) {
    const known = await ledger.read('discover_runtime_event_field_values', { field: 'source', scopeHours: furthest });
    return known.value.some((source) => spellings.includes(source)) ? undefined : none(citing(known));
  }
  const args = { scopeHours: furthest, filter: oneOf('source', spellings) };
  if (ledger.offers('count_runtime_events')) {
    const counted = await ledger.read('count_runtime_events', args);
    return counted.value.total > 0 ? undefined : none(citing(counted));
  }
  const listed = await ledger.read('list_runtime_events', { ...args, limit: 1 });
  return listed.value.events.length > 0 ? undefined : none(citing(listed));
}

function none(cites: NonNullable<Skipped['cites']>): Skipped {
  return { skipped: noIntegration, cites };
}
