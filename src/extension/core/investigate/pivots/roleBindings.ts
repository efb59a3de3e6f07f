import { type Claim, citing, claim, type Evidence } from '../../model/evidence.ts';
import type { SysqlRow } from '../../model/inventory.ts';
import { code, join, phrase, text } from '../../model/phrase.ts';
import { mostRows, placeFields, textIn, where } from '../../tools/sysqlQuery.ts';
import { firstAccepted } from '../firstAccepted.ts';
import type { Found, Lead, Pivot, Skipped } from '../pivot.ts';
import { counted, plural } from '../plural.ts';

/** Service accounts that are told one by one; the rest is counted. */
const mostTold = 5;

/** I-14: the cluster roles that the service accounts of the namespace are bound to, which is what a token stolen there could do. */
export const roleBindings: Pivot = {
  name: 'role bindings',
  part: 'resource',
  asked: ({ scope }) => `the roles of the service accounts in ${scope.namespace ?? 'its namespace'}`,
  run,
};

async function run({ scope, ledger }: Lead): Promise<Found | Skipped> {
  const { namespace, cluster } = scope;
  if (namespace === undefined || cluster === undefined) return { skipped: 'the trigger names no Kubernetes namespace', inapplicable: true };
  const [first, ...rest] = shapesFor(namespace, cluster);
  if (first === undefined) throw new Error('a place has a spelling');
  const answer = await firstAccepted(ledger, [first, ...rest]);
  const roles = rolesIn(answer.value.rows);
  return {
    cites: citing(answer),
    count: roles.size,
    says: `${plural(roles.size, 'service account')} with cluster roles in ${namespace}.`,
    claims: tell(roles, namespace, answer),
    ...(answer.truncated && { truncated: { shown: roles.size }, limit: `the tenant lists ${mostRows} bindings at once` }),
  };
}

/** Tenants join the three by HAS or by BINDS_TO (contract §6). */
function shapesFor(namespace: string, cluster: string): readonly string[] {
  return placeFields.flatMap((fields) =>
    ['HAS', 'BINDS_TO'].map(
      (relation) =>
        `MATCH KubeServiceAccount AS sa ${relation} KubeRoleBinding AS rb ${relation} KubeClusterRole AS cr` +
        `${where([`sa.${fields.cluster}`, cluster], [`sa.${fields.namespace}`, namespace])} ` +
        `RETURN sa.name AS account, cr.name AS role LIMIT ${mostRows};`,
    ),
  );
}

/** Roles by service account, both in alphabetical order. */
function rolesIn(rows: readonly SysqlRow[]): ReadonlyMap<string, readonly string[]> {
  const bound = rows.flatMap((row) => {
    const account = textIn(row, 'account');
    const role = textIn(row, 'role');
    return account === undefined || role === undefined ? [] : [{ account, role }];
  });
  const accounts = [...new Set(bound.map((one) => one.account))].sort();
  return new Map(
    accounts.map((account) => [account, [...new Set(bound.filter((one) => one.account === account).map((one) => one.role))].sort()]),
  );
}

function tell(roles: ReadonlyMap<string, readonly string[]>, namespace: string, answer: Evidence): readonly Claim[] {
  if (roles.size === 0) return [claim(phrase`No service account of ${text(namespace)} is bound to a cluster role.`, answer)];
  const told = [...roles].slice(0, mostTold).map(([account, bound]) => {
    const named = join(
      bound.map((role) => code(role)),
      ', ',
      ' and ',
    );
    return claim(phrase`The service account ${code(account)} of ${text(namespace)} is bound to ${named}.`, answer);
  });
  const more = roles.size - told.length;
  if (more === 0) return told;
  return [...told, claim(phrase`${counted(more, 'more service account')} of ${text(namespace)} have cluster roles.`, answer)];
}
