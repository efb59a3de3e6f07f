import type { TenantLabel } from '../model/case.ts';
import type { SeverityWord } from '../model/severity.ts';
import type { HandoffKey } from './handoffKey.ts';
import type { KnownValues } from './redaction.ts';

/** `action`: something of a remediation that a person is to run. `report`: what became of a remediation. */
export type HandoffKind = 'case' | 'action' | 'report';

/** What leaves in a hand-off: a title, a text, the event that it is of, and what its ticket is found by. */
export type HandoffDocument = HandoffKey & {
  readonly kind: HandoffKind;
  readonly tenant: TenantLabel;
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
  /** where the case file is on this machine, if there is one; of its path only the name leaves */
  readonly file?: string;
  /** begins with a heading; a case's is its file as it stands, the user's edits included */
  readonly markdown: string;
  /** ISO, UTC */
  readonly completedAt: string;
  /** whether a case says what its evidence says; of nothing else it is asked */
  readonly verified?: boolean;
  /** host names and accounts that are known (scopes, boundaries, groups), for the redaction of what no label in the text gives away */
  readonly known?: KnownValues;
  /** what a person is to run, as it stands in the text; not `whole` where it can not be pasted as it stands */
  readonly toRun?: { readonly text: string; readonly whole: boolean };
};

/** Where a document can be read although nothing was sent, for the end of a failure's fix. */
export function whereItIs({ kind, file }: Pick<HandoffDocument, 'kind' | 'file'>): string {
  if (kind === 'action') return 'what to run stands in the checklist';
  return file === undefined ? `the ${kind} stands in its panel` : `the ${kind} is in ${file}`;
}
