import { type Cites, citing } from '../../model/evidence.ts';
import { code, phrase, text } from '../../model/phrase.ts';
import type { Tactic } from '../../model/tactic.ts';
import type { Sighting } from '../ledger.ts';
import type { Candidate } from './judge.ts';
import type { Cited, Violation } from './material.ts';
import { type Eases, easedBy } from './postureKinds.ts';
import type { Point } from './score.ts';

/** A violated control with what counts for it, by the rules of posture (I-25): no boost, since no source knows of it. */
export function postureCandidate({ value, cites }: Cited<Violation>, tactic: Tactic | undefined, event: Sighting | undefined): Candidate {
  const eased = easedBy(value.control);
  return {
    kind: 'posture',
    finding: text(value.control),
    goodFor: eased?.tactics ?? [],
    because: eased === undefined ? [] : phrase`it is about ${[eased.kind]}: ${[eased.how]}`,
    cites,
    heuristics: [
      { points: 1, reason: { phrase: phrase`It is violated where the trigger happened.`, cites } },
      direct(eased, tactic, cites),
      severe(value, cites),
      shown(value, event),
    ].filter((one) => one !== undefined),
    boosts: [],
  };
}

function direct(eased: Eases | undefined, tactic: Tactic | undefined, cites: Cites): Point | undefined {
  if (eased === undefined || tactic === undefined || !eased.tactics.includes(tactic)) return undefined;
  return { points: 1, reason: { phrase: phrase`It makes easier just what the trigger does.`, cites } };
}

function severe({ severity }: Violation, cites: Cites): Point | undefined {
  if (severity === undefined || (severity.word !== 'critical' && severity.word !== 'high')) return undefined;
  return { points: 1, reason: { phrase: phrase`Its severity is ${text(severity.word)}.`, cites } };
}

/** Fields in which an event shows the very thing that a control forbids. */
const signs: readonly { readonly control: RegExp; readonly field: string; readonly value: string }[] = [
  { control: /\bprivileged\b/i, field: 'container.privileged', value: 'true' },
  { control: /\broot\b/i, field: 'user.name', value: 'root' },
  { control: /\broot\b/i, field: 'user.uid', value: '0' },
];

function shown({ control }: Violation, event: Sighting | undefined): Point | undefined {
  const sign = signs.find((one) => one.control.test(control) && event?.value.fields[one.field] === one.value);
  if (event === undefined || sign === undefined) return undefined;
  return {
    points: 1,
    reason: { phrase: phrase`The trigger's event shows it: ${code(sign.field)} is ${code(sign.value)}.`, cites: citing(event) },
  };
}
