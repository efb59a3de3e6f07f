import { awsIdentityOf } from '../../../facts/awsIdentity.ts';
import { phrase } from '../../../model/phrase.ts';
import type { Consequence } from '../../../model/remediation.ts';
import { roleBreaks, userBreaks } from '../breaks/cloudIdentity.ts';
import { unknownBreak } from '../draft.ts';
import type { ProposalInput } from '../proposalInput.ts';
import { callerTargets } from '../targets/cloud.ts';
import type { Target } from '../targets/target.ts';
import { sysdigMaker } from './sysdigAction.ts';

/** Takes every right from a cloud identity. */
export const iamQuarantine = sysdigMaker({
  ...{ type: 'IAM_QUARANTINE', verb: 'Quarantine identity', stage: 'containment', effect: 'takeRights' },
  targets: callerTargets,
  consequences: (input, target) => ({
    does: phrase`Attaches a policy that denies ${target.on} everything`,
    expected: phrase`Its calls are refused from then on, whatever key or session they use`,
    breaks: identityBreaks(input, target),
    watch: phrase`Calls of other identities that it has made or assumed before: they are not denied`,
  }),
  otherwise: { kind: 'never', recovery: phrase`Detach the policy that the outputs of the execution name` },
});

function identityBreaks(input: ProposalInput, { values }: Target): readonly Consequence[] {
  const { role, user } = awsIdentityOf(values['ct.user.arn'] ?? '');
  if (role !== undefined) return roleBreaks(input, role);
  return user === undefined ? [unknownBreak('Who else uses the identity', 'the console of its cloud')] : userBreaks(input, user);
}
