import type { Command } from '../../model/command.ts';
import type { Evidence } from '../../model/evidence.ts';
import type { ActionExecution, CaptureStorage, ResponseAction } from '../../model/responseAction.ts';
import type { AwsScope } from '../surfaces/aws.ts';
import type { KubectlScope } from '../surfaces/kubectl.ts';

/** A command line tool that points where the threat is and may be used, or why it can not be used for this threat, with the fix. */
export type ToolReach<Scope> =
  | { readonly usable: true; readonly scope: Scope }
  | { readonly usable: false; readonly reason: string; readonly fix: string };

/** What a surface answered when it was used: the first submit to a scope is the real probe. `scope` as in `clusterName:prod-eu-1`. */
export type Refused =
  | { readonly kind: 'responder'; readonly responder: string; readonly scope: string }
  | { readonly kind: 'storage' }
  | { readonly kind: 'permission'; readonly permission: string; readonly of: 'containment' | 'dataGathering' }
  | { readonly kind: 'credentials'; readonly surface: 'kubectl' | 'aws'; readonly reason: string; readonly fix: string };

/** What `auth can-i` or IAM said of one command; absent was not asked. */
export type Rights = ReadonlyMap<string, 'yes' | 'no'>;

/** The key of a command in `Rights`. */
export function rightKey({ program, argv }: Pick<Command, 'program' | 'argv'>): string {
  return [program, ...argv].join('\u0000');
}

/**
 * Everything that is known of what can run for this threat. `forEvent`: the catalogue is the one for the event, so only these are
 * proposed; otherwise it is the tenant's whole one and nothing in it is confirmed. `storage` and `executions` are absent where they could not be
 * read, and `unread` says why.
 */
export type Reach = {
  readonly catalogue: Evidence<readonly ResponseAction[]>;
  readonly forEvent: boolean;
  readonly executions?: Evidence<readonly ActionExecution[]>;
  readonly storage?: Evidence<CaptureStorage>;
  readonly unread: readonly string[];
  readonly kubectl: ToolReach<KubectlScope>;
  readonly aws: ToolReach<AwsScope>;
  readonly rights: Rights;
  readonly refused: readonly Refused[];
};
