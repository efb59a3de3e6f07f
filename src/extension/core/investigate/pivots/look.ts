import type { Scope } from '../../model/threat.ts';
import type { Filter } from '../../tools/filter.ts';
import { hour } from '../hours.ts';
import type { Sighting } from '../ledger.ts';
import type { Found, Lead, Skipped } from '../pivot.ts';
import { accountName } from '../place.ts';
import { accountsOf, type CloudAccount } from '../scopeFilter.ts';
import { windowedEvents } from '../windowedEvents.ts';

export const noTime = { skipped: 'the trigger has no time' } as const;

/** "±2 h", and "7 days" or "36 h": the reach of a lead in words. */
export function around({ reach }: Lead): string {
  return `±${reach.around / hour} h`;
}

export function before({ reach }: Lead): string {
  const hours = reach.before / hour;
  return hours % 24 === 0 ? `${hours / 24} days` : `${hours} h`;
}

/** The window that I-09, I-11 and I-12 call ±2 h. */
export function windowAround(at: number, { reach }: Lead): { readonly from: number; readonly to: number } {
  return { from: at - reach.around, to: at + reach.around };
}

/** Events of the window that are not the trigger's own, and what the calls said about them. */
export async function others(
  lead: Lead,
  ask: { filter?: Filter | undefined; window: { readonly from: number; readonly to: number } },
): Promise<(Omit<Found, 'says'> & { readonly sightings: readonly Sighting[] }) | Skipped> {
  const answer = await windowedEvents(lead.ledger, lead.now, ask);
  if ('skipped' in answer) return answer;
  const own = new Set(lead.trigger.events.map((event) => event.value.id));
  const { rows, ...said } = answer;
  return { ...said, sightings: rows.filter((row) => !own.has(row.value.id)) };
}

/** "AWS account 123456789012" */
export function nameOf({ cloud, id }: CloudAccount): string {
  const scope: Scope = { aws: { awsAccount: id }, azure: { azureSubscription: id }, gcp: { gcpProject: id } }[cloud];
  return accountName(scope) ?? id;
}

export function isOwnAccount({ cloud, id }: CloudAccount, { scope }: Lead): boolean {
  return accountsOf(scope).some((own) => own.cloud === cloud && own.id === id);
}
