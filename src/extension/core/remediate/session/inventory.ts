import { type Claim, claim } from '../../model/evidence.ts';
import { code, id, type Phrase, phrase, text } from '../../model/phrase.ts';
import type { Threat } from '../../model/remediation.ts';
import { cloudIdentityOf } from '../threat/cloudIdentity.ts';
import type { Inventory } from './state.ts';

/** What is known of the threat and what is missing: what the re-fetched events say, and nothing else. */
export function inventoryOf(threat: Threat, unread: readonly string[]): Inventory {
  const { scope, trigger, tree } = threat;
  const says = (words: Phrase): Claim => claim(words, trigger);
  const facts: readonly (readonly [missing: string, value: string | undefined, told: (value: string) => Phrase])[] = [
    ['which rule fired', trigger.value.rule, (value) => phrase`Rule ${code(value)}`],
    ['which cluster', scope.cluster, (value) => phrase`Cluster ${text(value)}`],
    ['which namespace', scope.namespace, (value) => phrase`Namespace ${text(value)}`],
    ['which workload', scope.workload, (value) => phrase`Workload ${text(value)}${kindOf(scope.workloadType)}`],
    ['which pod', scope.pod, (value) => phrase`Pod ${text(value)}`],
    ['which container', scope.container, (value) => phrase`Container ${id(value)}`],
    ['which host', scope.host, (value) => phrase`Host ${text(value)}`],
    ['which cloud account', scope.awsAccount ?? scope.gcpProject ?? scope.azureSubscription, (value) => phrase`Cloud account ${id(value)}`],
  ];
  const known = [
    says(phrase`Event ${id(threat.eventId)}`),
    ...facts.flatMap(([, value, told]) => (value === undefined ? [] : [says(told(value))])),
    ...(tree === undefined || tree.value.roots.length === 0 ? [] : [claim(phrase`A process tree of the trigger`, tree)]),
    ...identity(threat),
  ];
  const missing = facts.filter(([, value]) => value === undefined).map(([words]) => words);
  return { known, missing: [...missing, ...unread] };
}

function kindOf(type: string | undefined): Phrase {
  return type === undefined ? [] : phrase` (${text(type)})`;
}

function identity(threat: Threat): readonly Claim[] {
  const found = cloudIdentityOf(threat);
  const [first, ...rest] = threat.events;
  if (found === undefined || first === undefined) return [];
  const told: readonly Phrase[] = [
    ...(found.role === undefined ? [] : [phrase`AWS role ${code(found.role)}`]),
    ...(found.user === undefined ? [] : [phrase`IAM user ${code(found.user)}`]),
    ...(found.accessKey === undefined ? [] : [phrase`Access key ${id(found.accessKey)}`]),
  ];
  const named = (words: Phrase) => words.find((part) => typeof part !== 'string');
  return told.map((words) => {
    const datum = named(words);
    const value = typeof datum === 'string' || datum === undefined ? '' : datum.text;
    const naming = [first, ...rest].find((event) => event.raw.includes(value)) ?? first;
    return claim(words, naming);
  });
}
