import { mayHaveAsked, mayHaveLogged } from '../../facts/knownElsewhere.ts';
import type { SecurityEvent } from '../../model/threat.ts';
import { oneOf } from '../../tools/filter.ts';
import type { Found, Lead, Pivot, Skipped } from '../pivot.ts';
import { plural } from '../plural.ts';
import { sources } from '../sources.ts';
import { looksPerSignal } from '../watch/budget.ts';
import { around, noTime, others, windowAround } from './look.ts';
import { sessionAccounts } from './sessionAccount.ts';

type Look = {
  readonly name: string;
  readonly spellings: readonly string[];
  /** whether whoever acted in an event may show there */
  readonly mayShow: (event: SecurityEvent) => boolean;
};

const looks: readonly Look[] = [
  {
    name: 'cloud, identity and code events of the tenant',
    spellings: [sources.cloudTrail, sources.awsLogins, sources.gcp, sources.azure, sources.okta, sources.github].flat(),
    mayShow: mayHaveLogged,
  },
  { name: 'k8s_audit events of the tenant', spellings: sources.k8sAudit, mayShow: mayHaveAsked },
];

/**
 * I-12: where the trigger tells who acted, and that may be known elsewhere, what was logged in the whole tenant, of any severity. A sign-in or a
 * push names no account and no cluster in which it went on.
 */
export const sameActor: readonly Pivot[] = looks.map((look) => ({ ...pivotOf(look), run: (lead) => runIfNamed(look, lead) }));

/** The same for a hit, unless the trigger asks for it anyway. All hits share one look of a kind. */
export function actorElsewhere(event: SecurityEvent, lead: Lead): readonly Pivot[] {
  const wanted = looks.filter(({ mayShow }) => mayShow(event) && !isNamed(mayShow, lead));
  return wanted.map((look) => {
    const pivot = pivotOf(look);
    return { ...pivot, key: `tenant ${look.name}`, asked: () => `${pivot.asked(lead)}, since a hit names somebody` };
  });
}

function pivotOf(look: Look): Pivot {
  return {
    name: look.name,
    part: 'resource',
    asked: (lead) => `${look.name}, of any severity, ${around(lead)}`,
    run: (lead) => sweep(look, lead),
  };
}

async function runIfNamed(look: Look, lead: Lead): Promise<Found | Skipped> {
  if (!isNamed(look.mayShow, lead)) return { skipped: 'the trigger names nobody who could be known there', inapplicable: true };
  const found = await sweep(look, lead);
  return 'skipped' in found || look.mayShow !== mayHaveLogged ? found : { ...found, ...origins(lead, found.limit) };
}

/** The accounts that the trigger's calls came from, as many as one signal leads to. */
function origins(lead: Lead, limit: string | undefined): Pick<Found, 'signals' | 'limit'> {
  const all = new Map(lead.trigger.events.flatMap(({ value }) => sessionAccounts(value, lead)).map((one) => [one.key, one]));
  const left = Math.max(0, all.size - looksPerSignal.first);
  const reasons = [limit, left === 0 ? undefined : `${plural(left, 'account')} that calls came from not looked at`];
  const told = reasons.filter((reason) => reason !== undefined);
  return { signals: [...all.values()].slice(0, looksPerSignal.first), ...(told.length > 0 && { limit: told.join('; ') }) };
}

function isNamed(mayShow: Look['mayShow'], { trigger }: Lead): boolean {
  return trigger.events.some(({ value }) => mayShow(value));
}

async function sweep({ name, spellings }: Look, lead: Lead): Promise<Found | Skipped> {
  if (lead.at === undefined) return noTime;
  const answer = await others(lead, { filter: oneOf('source', spellings), window: windowAround(lead.at, lead) });
  if ('skipped' in answer) return answer;
  return { ...answer, says: `${plural(answer.sightings.length, 'event')} among ${name}.` };
}
