import type { Command } from '../../../model/command.ts';
import { type Identities, keyPair } from './identitiesNamed.ts';

const settings: ReadonlySet<string> = new Set([
  '--profile',
  '--region',
  '--output',
  '--cli-connect-timeout',
  '--cli-read-timeout',
  '--status',
]);

/** AWS's own policy that denies everything: no other one may be attached or taken away. */
const denyAll = /^arn:aws[a-z-]*:iam::aws:policy\/AWSDenyAll$/;

/** Why an AWS command is not about this threat: it is on a role that is named, or on a key together with its user. */
export function awsOutOfScope({ argv }: Command, { roles, keys }: Identities): string | undefined {
  const flags = new Map<string, string>();
  for (let at = 2; at < argv.length; at += 2) {
    const [flag = '', value] = argv.slice(at, at + 2);
    if (value === undefined || flags.has(flag)) return 'it can not be read';
    flags.set(flag, value);
  }
  const targets = new Map([...flags].filter(([flag]) => !settings.has(flag)));
  const [role, policy, user, key] = ['--role-name', '--policy-arn', '--user-name', '--access-key-id'].map((flag) => targets.get(flag));
  if (role !== undefined && policy !== undefined && targets.size === 2) {
    if (!roles.has(role)) return 'its role is not in the events of this threat nor in what was probed for it';
    return denyAll.test(policy) ? undefined : 'its policy is another than the one that denies everything';
  }
  if (user !== undefined && key !== undefined && targets.size === 2) {
    return keys.has(keyPair(user, key)) ? undefined : 'its key is not one that the events of this threat or the probe name with that user';
  }
  return 'it names something that is no target of this threat';
}
