import type { Intel } from '../intel/intel.ts';
import type { Correlation, Coverage, FoldedGroup } from '../model/case.ts';
import type { Cites, Claim, Evidence, Truncation } from '../model/evidence.ts';
import type { Phrase } from '../model/phrase.ts';
import type { Log } from '../model/ports.ts';
import type { ProcessTree, Scope } from '../model/threat.ts';
import type { Material } from './correlate/material.ts';
import type { Listed } from './incident/foldGroups.ts';
import type { Ledger, Sighting } from './ledger.ts';
import type { Reach } from './reach.ts';
import type { Classified } from './tactic/classify.ts';
import type { Trigger } from './trigger.ts';

/** What every direction starts from. `at` is when the trigger happened, `now` when the investigation began, in milliseconds. */
export type Lead = {
  readonly trigger: Trigger;
  /** the evidence of the trigger itself, cited by what rests on nothing narrower */
  readonly origin: Evidence;
  /** the trigger's tactic: the gate of what correlates with it */
  readonly classified: Classified;
  readonly reach: Reach;
  readonly scope: Scope;
  readonly at: number | undefined;
  readonly now: number;
  readonly ledger: Ledger;
  /** which public sources are asked; absent where the host offers none */
  readonly intel?: Pick<Intel, 'off'>;
  readonly log: Log;
  readonly say: (line: string) => void;
  readonly cancelled: () => boolean;
};

/** The part of the case that a direction's claims belong to. */
export type Part = 'processTree' | 'processEvidence' | 'resource' | 'incident' | 'vulnerabilities' | 'correlation' | 'indicators';

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
  /** groups that were read and share nothing; the chain may still take one of their events */
  readonly apart?: readonly Listed[];
  readonly correlation?: Correlation;
  /** what the correlation and the feed are held against, once everything is in */
  readonly material?: Material;
  /** what was found that is worth following, as directions of their own, run at once */
  readonly signals?: readonly Pivot[];
  /** how many things were found, where it is not the sightings that are counted */
  readonly count?: number;
  readonly truncated?: Truncation;
  /** why it is not all */
  readonly limit?: string;
};

/** Why there was nothing to look at, and the call that said so; without one it is the trigger that says so. */
export type Skipped = {
  readonly skipped: string;
  /** nothing of the kind is there to be looked at: told in the coverage, and no gap */
  readonly inapplicable?: true;
  readonly cites?: Cites;
};

/** One direction to look. Adding one is adding its file and its line in pivots/table.ts. */
export type Pivot = {
  readonly name: string;
  /** two directions of one key are one look: it is taken once, whoever asks for it, and has no signals of its own */
  readonly key?: string;
  readonly part: Part;
  /** in words, for the progress view and for coverage: "syscall events in cluster prod-eu-1, ±2 h" */
  asked(lead: Lead): string;
  /** Throws whatever its calls throw: the runner is the one place that catches. */
  run(lead: Lead): Promise<Found | Skipped>;
};

export type Outcome = { readonly pivot: Pivot; readonly coverage: Coverage; readonly found?: Found };
