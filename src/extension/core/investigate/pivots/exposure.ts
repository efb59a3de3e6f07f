import { type Claim, citing, claim, type Evidence } from '../../model/evidence.ts';
import type { SysqlAnswer } from '../../model/inventory.ts';
import { phrase, text } from '../../model/phrase.ts';
import type { Scope } from '../../model/threat.ts';
import { placeFields, where } from '../../tools/sysqlQuery.ts';
import { firstAccepted } from '../firstAccepted.ts';
import type { Found, Lead, Pivot, Skipped } from '../pivot.ts';

/** I-14: whether the resource is exposed to the outside. */
export const exposure: Pivot = {
  name: 'exposure',
  part: 'resource',
  asked: ({ scope }) => `whether ${scope.workload ?? scope.host ?? 'the resource'} is exposed to the outside`,
  run,
};

async function run({ scope, ledger }: Lead): Promise<Found | Skipped> {
  const subject = scope.workload ?? scope.host;
  const shapes = shapesFor(scope);
  if (subject === undefined || shapes === undefined) return { skipped: 'the trigger names no workload and no host' };
  const answer = await firstAccepted(ledger, shapes);
  const told = tell(subject, answer);
  return { cites: citing(answer), claims: [told.claim], says: told.says, count: answer.value.rows.length };
}

function shapesFor({ workload, namespace, cluster, host }: Scope): readonly [string, ...string[]] | undefined {
  const asked = (entity: string, conditions: string) => `MATCH ${entity} AS it${conditions} RETURN it.isExposed AS exposed LIMIT 1;`;
  if (workload === undefined) {
    if (host === undefined) return undefined;
    return [asked('Host', where(['it.hostname', host])), asked('Host', where(['it.name', host]))];
  }
  const [likely, other] = placeFields.map((fields) =>
    where(['it.name', workload], [`it.${fields.namespace}`, namespace], [`it.${fields.cluster}`, cluster]),
  );
  return [asked('KubeWorkload', likely ?? ''), asked('KubeWorkload', other ?? '')];
}

/** Some releases write it as a word; anything but yes and no says nothing. */
function tell(subject: string, answer: Evidence<SysqlAnswer>): { readonly claim: Claim; readonly says: string } {
  const name = text(subject);
  const [row] = answer.value.rows;
  if (row === undefined)
    return { claim: claim(phrase`The inventory does not know ${name}.`, answer), says: `${subject} is not in the inventory.` };
  switch (String(row['exposed']).toLowerCase()) {
    case 'true':
      return { claim: claim(phrase`The inventory counts ${name} as exposed to the outside.`, answer), says: `${subject} is exposed.` };
    case 'false':
      return {
        claim: claim(phrase`The inventory counts ${name} as not exposed to the outside.`, answer),
        says: `${subject} is not exposed.`,
      };
    default:
      return {
        claim: claim(phrase`The inventory does not say whether ${name} is exposed to the outside.`, answer),
        says: `Whether ${subject} is exposed is not known.`,
      };
  }
}
