import type { Coverage, FoldedGroup } from '../model/case.ts';
import { type Cites, type Claim, citing, type Evidence, type Truncation } from '../model/evidence.ts';
import { Failure, isAbort } from '../model/failure.ts';
import type { Phrase } from '../model/phrase.ts';
import type { Log } from '../model/ports.ts';
import type { ProcessTree, Scope } from '../model/threat.ts';
import type { Ledger, Sighting } from './ledger.ts';
import { oneLine } from './place.ts';
import type { Trigger } from './trigger.ts';

/** What every direction starts from. `at` is when the trigger happened, `now` when the investigation began, in milliseconds. */
export type Lead = {
  readonly trigger: Trigger;
  /** the evidence of the trigger itself, cited by what rests on nothing narrower */
  readonly origin: Evidence;
  readonly scope: Scope;
  readonly at: number | undefined;
  readonly now: number;
  readonly ledger: Ledger;
  readonly log: Log;
  readonly say: (line: string) => void;
  readonly cancelled: () => boolean;
};

/** The part of the case that a direction's claims belong to. */
export type Part = 'processTree' | 'processEvidence' | 'resource' | 'incident' | 'vulnerabilities' | 'correlation';

/** Events of a place and a time that are told once the chain is known, since its own are no background. */
export type Seen = {
  readonly when: 'before' | 'around';
  /** of one source only, e.g. "syscall" */
  readonly source?: string;
  /** "on vm-12", "in cluster prod-eu-1" */
  readonly place: Phrase;
};

/** What a direction brought home; what its kind does not have is absent. */
export type Found = {
  /** the calls that it rests on */
  readonly cites: Cites;
  /** one line for the progress view: "Process tree: java → bash → kdevtmpfsi." */
  readonly says: string;
  readonly claims?: readonly Claim[];
  /** events for the chain */
  readonly sightings?: readonly Sighting[];
  /** what the sightings are as background of the trigger */
  readonly seen?: Seen;
  readonly tree?: ProcessTree;
  readonly folded?: readonly FoldedGroup[];
  readonly refused?: readonly FoldedGroup[];
  /** what was found that is worth following, as directions of their own, run at once */
  readonly signals?: readonly Pivot[];
  readonly truncated?: Truncation;
  /** why it is not all */
  readonly limit?: string;
};

/** Why there was nothing to look at, and the call that said so; without one it is the trigger that says so. */
export type Skipped = { readonly skipped: string; readonly cites?: Cites };

/** One direction to look. Adding one is adding its file and its line in pivots/table.ts. */
export type Pivot = {
  readonly name: string;
  readonly part: Part;
  /** in words, for the progress view and for coverage: "syscall events in cluster prod-eu-1, ±2 h" */
  asked(lead: Lead): string;
  /** Throws whatever its calls throw: the runner is the one place that catches. */
  run(lead: Lead): Promise<Found | Skipped>;
};

export type Outcome = { readonly pivot: Pivot; readonly coverage: Coverage; readonly found?: Found };

/** Runs all at once, signals as soon as they are known. Outcomes come in declared order, each followed by those of its signals. */
export async function runPivots(pivots: readonly Pivot[], lead: Lead): Promise<readonly Outcome[]> {
  const looking = new Set<string>();
  const outcomes = await Promise.all(pivots.map((pivot) => follow(pivot, lead, looking)));
  return outcomes.flat();
}

async function follow(pivot: Pivot, lead: Lead, looking: Set<string>): Promise<readonly Outcome[]> {
  const outcome = await runPivot(pivot, lead, looking);
  const signals = outcome.found?.signals ?? [];
  const followed = await Promise.all(signals.map((signal) => follow(signal, lead, looking)));
  return [outcome, ...followed.flat()];
}

/**
 * The one catch site of an investigation: a Failure becomes a failed part that cites the failed call, a cancellation a pending one. A fault of
 * our own loses its direction and not the case; the log has its stack.
 */
async function runPivot(pivot: Pivot, lead: Lead, looking: Set<string>): Promise<Outcome> {
  const { name } = pivot;
  const asked = oneLine(pivot.asked(lead));
  if (lead.cancelled()) return { pivot, coverage: { name, asked, status: 'pending', reason: 'cancelled' } };
  lead.say(`Looking at ${asked}.`);
  looking.add(asked);
  try {
    const found = await pivot.run(lead);
    looking.delete(asked);
    if ('skipped' in found)
      return { pivot, coverage: { name, asked, status: 'skipped', reason: found.skipped, cites: found.cites ?? citing(lead.origin) } };
    lead.say(oneLine(`${found.says} ${next(looking, found)}`));
    const { cites, truncated, limit } = found;
    const coverage = {
      name,
      asked,
      status: 'done',
      cites,
      ...(truncated && { truncated }),
      ...(limit !== undefined && { reason: limit }),
    } as const;
    return { pivot, found, coverage };
  } catch (error) {
    looking.delete(asked);
    if (isAbort(error) || lead.cancelled()) return { pivot, coverage: { name, asked, status: 'pending', reason: 'cancelled' } };
    return { pivot, coverage: { name, asked, status: 'failed', ...faultOf(error, name, lead) } };
  }
}

function faultOf(error: unknown, name: string, lead: Lead): { readonly reason: string; readonly cites: Cites } {
  if (error instanceof Failure) return { reason: error.why, cites: lead.ledger.failedCall(error) ?? citing(lead.origin) };
  lead.log.write('error', `${name} failed`, { stack: error instanceof Error ? error.stack : String(error) });
  return { reason: 'internal error', cites: citing(lead.origin) };
}

/** What comes after what was found; the first of it by name, since a status line has little room. */
function next(looking: ReadonlySet<string>, found: Found): string {
  const [first, ...rest] = [...(found.signals ?? []).map((signal) => signal.name), ...looking];
  if (first === undefined) return 'Putting the case together.';
  return `Still looking at ${first}${rest.length === 0 ? '' : ` and ${rest.length} more`}.`;
}
