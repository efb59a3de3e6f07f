import type { TenantLabel } from '../model/case.ts';
import type { ProposedAction } from '../model/remediation.ts';
import type { SeverityWord } from '../model/severity.ts';
import type { Tactic } from '../model/tactic.ts';
import type { Scope } from '../model/threat.ts';

/**
 * An action that a person is to run in place of this extension. `line` is the exact command or payload, `caseFile` the path of the case if
 * there is one, `scope` the threat's, `completedAt` when it was declined (ISO, UTC).
 */
export type GivenAction = {
  readonly eventId: string;
  readonly tenant: TenantLabel;
  readonly action: ProposedAction;
  readonly line: string;
  readonly scope: Scope;
  readonly caseFile?: string;
  readonly severity?: SeverityWord;
  readonly tactic?: Tactic;
  readonly completedAt: string;
};
