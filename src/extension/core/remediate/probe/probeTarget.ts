import type { Commands } from '../../model/command.ts';
import type { Clock } from '../../model/ports.ts';
import type { Scope } from '../../model/threat.ts';
import type { ReadTools } from '../../tools/readTools.ts';
import type { AwsScope } from '../surfaces/aws.ts';
import type { KubectlScope } from '../surfaces/kubectl.ts';

/** What the threat is about: its scope as told, and the cloud identity that it implicates. `role` is a name or an ARN. */
export type ProbeTarget = Pick<
  Scope,
  'cluster' | 'namespace' | 'workload' | 'workloadType' | 'pod' | 'containerName' | 'host' | 'awsAccount'
> & { readonly role?: string; readonly user?: string; readonly accessKey?: string };

/**
 * What may be asked: a door that is not there is a gap for what only it could tell. Whether context and account are those of the threat was
 * decided before a door was given; `account` is that of the credentials.
 */
export type ProbeDoors = {
  readonly clock: Pick<Clock, 'now'>;
  readonly sysql?: ReadTools;
  readonly kubectl?: { readonly commands: Commands; readonly context: KubectlScope };
  readonly aws?: { readonly commands: Commands; readonly place: AwsScope; readonly account: string };
};
