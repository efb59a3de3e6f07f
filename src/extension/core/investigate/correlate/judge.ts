import type { CorrelationRow } from '../../model/case.ts';
import type { Cites, Claim } from '../../model/evidence.ts';
import type { Datum } from '../../model/phrase.ts';
import { join, type Phrase, phrase, text } from '../../model/phrase.ts';
import { type Tactic, tactics } from '../../model/tactic.ts';
import { type Gate, gate } from './gate.ts';
import { together } from './material.ts';
import { mostWithoutGate, type Point, scoreOf } from './score.ts';

/** The trigger's side of every pair. */
export type TriggerTactic = { readonly tactic: Tactic | undefined; readonly cites: Cites };

/** One finding beside the trigger, before the gate. */
export type Candidate = {
  readonly kind: CorrelationRow['kind'];
  readonly finding: Datum;
  /** what it is good for, the likeliest first; none where nothing says so */
  readonly goodFor: readonly Tactic[];
  /** what says so, after "since" */
  readonly because: Phrase;
  readonly cites: Cites;
  readonly heuristics: readonly Point[];
  readonly boosts: readonly Point[];
};

/** A finding with its score; `refused` says why where the gate held it back. */
export type Judged = { readonly row: CorrelationRow; readonly refused?: Claim };

/** Heuristics, boosts and at last the gate, each with its reason. */
export function judge(candidate: Candidate, trigger: TriggerTactic): Judged {
  const { kind, finding, goodFor, heuristics, boosts } = candidate;
  const passed = gate(goodFor, trigger.tactic);
  const score = scoreOf(
    heuristics.map((one) => one.points),
    boosts.map((one) => one.points),
    passed,
  );
  const verdict = tellGate(candidate, trigger, passed);
  const reasons = [...heuristics, ...boosts].map((one) => one.reason);
  const row: CorrelationRow = { kind, finding, score, ...(passed.tactic && { tactic: passed.tactic }), reasons: [...reasons, verdict] };
  return { row, ...(!passed.passes && { refused: verdict }) };
}

function tellGate({ finding, goodFor, because, cites }: Candidate, trigger: TriggerTactic, passed: Gate): Claim {
  const cited = together(cites, trigger.cites);
  const held = phrase`so it scores ${text(String(mostWithoutGate))} at most`;
  const uses = phrase`${finding} is good for ${join(goodFor.map(named), ', ', ' or ')}, since ${because}`;
  if (passed.passes) {
    const near = phrase`the trigger is ${named(trigger.tactic)}: ${[passed.why]}`;
    return { phrase: phrase`${uses}; ${passed.tactic === trigger.tactic ? ['the trigger does just that'] : near}.`, cites: cited };
  }
  switch (passed.why) {
    case 'finding unknown':
      return { phrase: phrase`Nothing read says what ${finding} is good for, ${held}.`, cites };
    case 'trigger unknown':
      return { phrase: phrase`${uses}; the trigger's tactic is unknown, ${held}.`, cites: cited };
    case 'distant':
      return {
        phrase: phrase`${uses}; that does not lead straight to ${named(trigger.tactic)}, ${held}.`,
        cites: cited,
      };
  }
}

function named(tactic: Tactic | undefined): Phrase {
  return [tactic === undefined ? 'unknown' : tactics[tactic].name.toLowerCase()];
}
