import type { TenantLabel } from '../../model/case.ts';
import type { ActingCommands, Commands } from '../../model/command.ts';
import type { Clock, Log, Narrator } from '../../model/ports.ts';
import type { ProposedAction, Run } from '../../model/remediation.ts';
import type { Scope } from '../../model/threat.ts';
import type { ResponseActs, ResponseReads } from '../../tools/responseTools.ts';
import type { Journal } from '../journal/journal.ts';
import type { Grants } from '../places/grants.ts';
import type { AwsAt, KubectlAt, ToolPlace } from '../places/toolPlaces.ts';
import type { RemediationScope } from '../propose/scope.ts';
import type { AwsScope } from '../surfaces/aws.ts';
import type { KubePlace } from '../surfaces/kubeContext.ts';
import type { Asks } from './asks.ts';

/** What a road leads through. Everything that can change while a dialog is open is asked for anew at each step by `live`. */
export type Road = {
  readonly tenant: TenantLabel;
  readonly responses: ResponseReads & ResponseActs;
  /** absent where this host starts no programs */
  readonly machine?: Commands & ActingCommands;
  readonly kubePlace: KubePlace;
  readonly awsScope: AwsScope;
  readonly journal: Journal;
  readonly clock: Clock;
  readonly narrator: Narrator;
  readonly log: Log;
  readonly asks: Asks;
  readonly grants: Grants;
  /** names this window in the journal */
  readonly window: string;
  readonly caseFile: () => string | undefined;
  readonly live: () => Live;
  /** one instant of the audit trail */
  readonly note: (text: string) => void;
  readonly onRun: (run: Run) => void;
};

/** `kubectl` and `aws` are the places that the list was made for: a road that finds another one stops. */
export type Live = {
  readonly eventId: string;
  /** where the threat is */
  readonly place: Scope;
  readonly readOnly: boolean;
  /** what may be acted on; absent where nothing new may be begun */
  readonly scope?: RemediationScope;
  readonly kubectl?: ToolPlace<KubectlAt>;
  readonly aws?: ToolPlace<AwsAt>;
  readonly actions: readonly ProposedAction[];
};
