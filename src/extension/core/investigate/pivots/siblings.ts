import { type Claim, citing, claim, type Evidence } from '../../model/evidence.ts';
import { join, phrase, text } from '../../model/phrase.ts';
import type { Scope } from '../../model/threat.ts';
import { mostRows, placeFields, textIn, where } from '../../tools/sysqlQuery.ts';
import { firstAccepted } from '../firstAccepted.ts';
import type { Found, Lead, Pivot, Skipped } from '../pivot.ts';
import { counted, plural } from '../plural.ts';

/** Neighbours that are named; the rest is counted. */
const mostNamed = 5;

/** I-14: what else runs where the trigger's workload runs, and would be reached next. */
export const siblings: Pivot = {
  name: 'siblings',
  part: 'resource',
  asked: ({ scope }) => `the other workloads of ${place(scope) ?? 'its namespace'}`,
  run,
};

async function run({ scope, ledger }: Lead): Promise<Found | Skipped> {
  const around = place(scope);
  if (scope.cluster === undefined || around === undefined)
    return { skipped: 'the trigger names no Kubernetes cluster', inapplicable: true };
  const [likely, other] = placeFields.map(
    ({ namespace, cluster }) =>
      `MATCH KubeWorkload AS wl${where([`wl.${cluster}`, scope.cluster], [`wl.${namespace}`, scope.namespace])} ` +
      `RETURN wl.${namespace} AS namespace, wl.name AS name LIMIT ${mostRows};`,
  );
  if (likely === undefined || other === undefined) throw new Error('a place has two spellings');
  const answer = await firstAccepted(ledger, [likely, other]);
  const names = [...new Set(answer.value.rows.map((row) => textIn(row, 'name')).filter((name) => name !== undefined))].sort();
  const others = names.filter((name) => name !== scope.workload);
  return {
    cites: citing(answer),
    count: others.length,
    says: `${plural(others.length, 'other workload')} in ${around}.`,
    claims: [tell(others, around, answer)],
    ...(answer.truncated && { truncated: { shown: others.length }, limit: `the tenant lists ${mostRows} at once` }),
  };
}

function place({ cluster, namespace }: Scope): string | undefined {
  if (cluster === undefined) return undefined;
  return namespace === undefined ? `cluster ${cluster}` : `${cluster}/${namespace}`;
}

function tell(names: readonly string[], around: string, answer: Evidence): Claim {
  const where = text(around);
  if (names.length === 0) return claim(phrase`The inventory has no other workload in ${where}.`, answer);
  const named = names.slice(0, mostNamed).map(text);
  const more = names.length - named.length;
  const least = answer.truncated === undefined ? phrase`` : phrase`at least `;
  const rest = more === 0 ? [] : phrase` and ${counted(more, 'more', 'more')}`;
  const list = more === 0 ? join(named, ', ', ' and ') : join(named, ', ');
  return claim(phrase`In ${where} there are ${least}${counted(names.length, 'other workload')}: ${list}${rest}.`, answer);
}
