import type { EvidenceId } from '../model/evidence.ts';
import type { SeverityWord } from '../model/severity.ts';
import type { KnownValues } from './redaction.ts';

/** What a hand-off tells of a case. `markdown` is the case file as it stands, the user's edits included. */
export type HandoffCase = {
  /** verbatim in every payload (H-07) */
  readonly eventId: string;
  readonly title: string;
  readonly severity?: SeverityWord;
  /** the tactic's key, e.g. `execution` */
  readonly tactic?: string;
  /** what kind of threat the tenant calls it, for PagerDuty's `class` */
  readonly type?: string;
  /** cluster, account or host, for PagerDuty's `source` */
  readonly resource: string;
  /** plain text, without citations */
  readonly firstSentence: string;
  /** whether the case is a 5/5 of the chain initial access → execution → privilege escalation, which makes it an Incident (H-02) */
  readonly isIncident: boolean;
  readonly file: string;
  readonly markdown: string;
  readonly completedAt: string;
  readonly verified: boolean;
  /** host names and accounts that the case knows (scopes, boundaries, groups), for the redaction of what no label in the text gives away */
  readonly known?: KnownValues;
  readonly evidenceIds: readonly EvidenceId[];
};
