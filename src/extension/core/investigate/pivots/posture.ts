import { type Cites, citing } from '../../model/evidence.ts';
import type { SysqlRow } from '../../model/inventory.ts';
import { join, type Phrase, phrase, text } from '../../model/phrase.ts';
import { parseSeverity, severityRank } from '../../model/severity.ts';
import type { Scope } from '../../model/threat.ts';
import { mostRows, placeFields, textIn, where } from '../../tools/sysqlQuery.ts';
import type { Violation } from '../correlate/material.ts';
import { firstAccepted } from '../firstAccepted.ts';
import type { Found, Lead, Pivot, Skipped } from '../pivot.ts';
import { counted, plural } from '../plural.ts';

/** Controls that are named; the rest is counted. */
const mostNamed = 6;

/** I-14: the controls that the resource violates. They are held against the trigger's tactic once everything is in (I-25). */
export const posture: Pivot = postureOf('posture', ({ scope }) => scope);

/** @param scopeOf whose posture it is: the trigger's, or that of a workload that the chain led to */
export function postureOf(name: string, scopeOf: (lead: Pick<Lead, 'scope'>) => Scope): Pivot {
  return {
    name,
    part: 'resource',
    asked: (lead) => `the controls that ${subjectOf(scopeOf(lead)) ?? 'the resource'} violates`,
    run: (lead) => run(scopeOf(lead), lead),
  };
}

async function run(scope: Scope, { ledger }: Lead): Promise<Found | Skipped> {
  const subject = subjectOf(scope);
  const shapes = shapesFor(scope);
  if (subject === undefined || shapes === undefined) return { skipped: 'the trigger names no workload and no host' };
  const answer = await firstAccepted(ledger, shapes);
  const violations = violationsIn(answer.value.rows);
  const cites = citing(answer);
  return {
    cites,
    count: violations.length,
    says: `${plural(violations.length, 'violated control')} on ${subject}.`,
    claims: [{ phrase: tell(violations, subject), cites }],
    material: { violations: violations.map((value): { value: Violation; cites: Cites } => ({ value, cites })) },
    ...(answer.truncated && { truncated: { shown: violations.length }, limit: `the tenant lists ${mostRows} at once` }),
  };
}

function subjectOf({ workload, host }: Scope): string | undefined {
  return workload ?? host;
}

function shapesFor({ workload, namespace, cluster, host }: Scope): readonly [string, ...string[]] | undefined {
  const asked = (match: string, conditions: string) =>
    `MATCH ${match} VIOLATES Control${conditions} RETURN DISTINCT Control LIMIT ${mostRows};`;
  if (workload !== undefined) {
    const [likely, other] = placeFields.map((fields) =>
      where(['KubeWorkload.name', workload], [`KubeWorkload.${fields.namespace}`, namespace], [`KubeWorkload.${fields.cluster}`, cluster]),
    );
    return [asked('KubeWorkload', likely ?? ''), asked('KubeWorkload', other ?? ''), asked('Resource', where(['Resource.name', workload]))];
  }
  if (host === undefined) return undefined;
  return [
    asked('Host', where(['Host.hostname', host])),
    asked('Host', where(['Host.name', host])),
    asked('Resource', where(['Resource.name', host])),
  ];
}

/** Each control once, the most severe first. */
function violationsIn(rows: readonly SysqlRow[]): readonly Violation[] {
  const found = rows.flatMap((row): readonly Violation[] => {
    const control = textIn(row, 'name') ?? textIn(row, 'Control.name');
    const severity = parseSeverity(textIn(row, 'severity') ?? textIn(row, 'Control.severity'));
    return control === undefined ? [] : [{ control, ...(severity !== undefined && { severity }) }];
  });
  const ranked = found.toSorted((a, b) => severityRank(a.severity) - severityRank(b.severity) || (a.control < b.control ? -1 : 1));
  return ranked.filter(({ control }, index) => ranked.findIndex((one) => one.control === control) === index);
}

function tell(violations: readonly Violation[], subject: string): Phrase {
  if (violations.length === 0) return phrase`The inventory knows no control that ${text(subject)} violates.`;
  const named = violations.slice(0, mostNamed).map(({ control }) => text(control));
  const more = violations.length - named.length;
  const list = more === 0 ? join(named, ', ', ' and ') : phrase`${join(named, ', ')} and ${counted(more, 'more', 'more')}`;
  return phrase`${text(subject)} violates ${counted(violations.length, 'control')}: ${list}.`;
}
