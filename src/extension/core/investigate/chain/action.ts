import { type CloudCall, cloudCallOf } from '../../facts/cloudCall.ts';
import { entersPod, type KubeRequest, kubeRequestOf } from '../../facts/k8sRequest.ts';
import { personIn } from '../../facts/persons.ts';
import { processOf } from '../../facts/processOf.ts';
import { code, indicator, type Phrase, phrase, text } from '../../model/phrase.ts';
import type { SecurityEvent } from '../../model/threat.ts';
import { accountDeed } from './accountAction.ts';
import { processDeed } from './processAction.ts';
import { named, type Wording } from './wording.ts';

/** Who did what, kept apart so that a summary can tell two deeds of one actor in one breath. `from` is the caller's address. */
export type Deed = { readonly actor: Phrase; readonly did: Phrase; readonly from?: Phrase };

/** What an event shows somebody doing, as a clause: "bash started curl -s …", "backup-admin called StopLogging from …". */
export function actionOf(event: SecurityEvent): Phrase {
  const { actor, did, from = [] } = deedOf(event, 'full');
  return phrase`${actor} ${did}${from}`;
}

export function deedOf(event: SecurityEvent, wording: Wording): Deed {
  const call = cloudCallOf(event);
  if (call !== undefined) return cloudDeed(call);
  const account = accountDeed(event);
  if (account !== undefined) return account;
  const request = kubeRequestOf(event);
  if (request !== undefined) return kubeDeed(event, request);
  const process = processOf(event);
  if (process !== undefined) return processDeed(event, process, wording);
  return { actor: [named(event)], did: ['fired'] };
}

function cloudDeed(call: CloudCall): Deed {
  const who = call.user ?? call.arn;
  const about = call.targetUser ?? call.target;
  const object = about === undefined ? [] : phrase` on ${code(about)}`;
  const refused = call.error === undefined ? [] : phrase`, refused with ${code(call.error)}`;
  return {
    actor: who === undefined ? ['somebody'] : [code(who)],
    did: phrase`called ${code(call.api)}${object}${refused}`,
    ...(call.address !== undefined && { from: phrase` from ${indicator(call.address)}` }),
  };
}

/** A map, since a verb is whatever method a client sent: `constructor` is none of ours. */
const verbs: ReadonlyMap<string, string> = new Map([
  ['create', 'created'],
  ['get', 'read'],
  ['list', 'listed'],
  ['watch', 'watched'],
  ['update', 'changed'],
  ['patch', 'changed'],
  ['delete', 'deleted'],
  ['deletecollection', 'deleted'],
]);

function kubeDeed(event: SecurityEvent, request: KubeRequest): Deed {
  const actor: Phrase = [request.user === undefined ? 'somebody' : code(request.user)];
  const name = [request.namespace, request.target].filter((one) => one !== undefined).join('/');
  const target = request.target === undefined ? [] : phrase` ${text(name)}`;
  if (entersPod(request)) return { actor, did: phrase`${entered(event)} pod${target}` };
  const what = request.subresource ?? request.resource;
  const did = verbs.get(request.verb ?? '');
  if (what === undefined || did === undefined) return { actor, did: phrase`raised ${named(event)}${target}` };
  return { actor, did: phrase`${[did]} ${text(what)}${target}` };
}

function entered({ fields }: SecurityEvent): Phrase {
  const command = fields['ka.uri.param[command]'];
  if (command === undefined) return ['opened a process in'];
  return /^(\/(usr\/)?bin\/)?(ba|da|z|k|a)?sh$/.test(command) ? ['opened a shell in'] : phrase`ran ${code(command)} in`;
}

/** What makes two events the same action, coarser with each level: all of it, without the object, the tactic alone. */
export function sameness(event: SecurityEvent, level: 0 | 1 | 2, tactic: string | undefined): string {
  if (level === 0) return JSON.stringify(actionOf(event));
  const who = cloudCallOf(event)?.principal ?? kubeRequestOf(event)?.user ?? personIn(event)?.person ?? '';
  if (level === 1) return JSON.stringify([cloudCallOf(event)?.api ?? event.rule, processOf(event)?.name, who]);
  return JSON.stringify([tactic, who]);
}
