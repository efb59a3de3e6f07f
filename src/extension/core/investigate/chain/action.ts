import { code, indicator, type Phrase, phrase, text } from '../../model/phrase.ts';
import type { SecurityEvent } from '../../model/threat.ts';
import { contactsMetadata, remoteAddress } from '../facts/addresses.ts';
import { type CloudCall, cloudCallOf } from '../facts/cloudCall.ts';
import { type KubeRequest, kubeRequestOf } from '../facts/k8sRequest.ts';
import { type Process, processOf } from '../facts/processOf.ts';

/** What an event shows somebody doing, as a clause: "bash started curl -s …", "backup-admin called StopLogging from …". */
export function actionOf(event: SecurityEvent): Phrase {
  const call = cloudCallOf(event);
  if (call !== undefined) return cloudAction(call);
  const request = kubeRequestOf(event);
  if (request !== undefined) return kubeAction(event, request);
  const process = processOf(event);
  if (process !== undefined) return processAction(event, process);
  return phrase`${named(event)} fired`;
}

function cloudAction(call: CloudCall): Phrase {
  const who = call.user ?? call.arn;
  const about = call.targetUser ?? call.target;
  const object = about === undefined ? [] : phrase` on ${code(about)}`;
  const from = call.address === undefined ? [] : phrase` from ${indicator(call.address)}`;
  const refused = call.error === undefined ? [] : phrase`, refused with ${code(call.error)}`;
  return phrase`${who === undefined ? [] : phrase`${code(who)} called `}${code(call.api)}${object}${from}${refused}`;
}

function kubeAction(event: SecurityEvent, request: KubeRequest): Phrase {
  const who = request.user === undefined ? [] : phrase`${text(request.user)}: `;
  const target =
    request.target === undefined ? [] : phrase` ${text([request.namespace, request.target].filter((one) => one !== undefined).join('/'))}`;
  const what = request.subresource ?? request.resource;
  if (request.subresource === 'exec' || request.subresource === 'attach') return phrase`${who}opened a process in pod${target}`;
  if (what === undefined || request.verb === undefined) return phrase`${who}${named(event)}${target}`;
  return phrase`${who}${text(request.verb)} ${text(what)}${target}`;
}

function processAction(event: SecurityEvent, process: Process): Phrase {
  const ran = code(process.cmdline ?? process.name ?? process.exe ?? '');
  const name = code(process.name ?? process.exe ?? process.cmdline ?? '');
  if (contactsMetadata(event)) return phrase`${name} asked the instance metadata service`;
  const remote = remoteAddress(event.fields['fd.rip']) ?? remoteAddress(event.fields['fd.sip']);
  const to = remote === undefined ? [] : phrase`, connecting to ${indicator(remote)}`;
  const what = process.parent === undefined ? phrase`${ran} ran` : phrase`${code(process.parent)} started ${ran}`;
  const from = process.exe !== undefined && /^\/(dev\/shm|tmp|var\/tmp|run)\//.test(process.exe) ? phrase` from ${code(process.exe)}` : [];
  return phrase`${what}${from}${to}`;
}

function named(event: SecurityEvent): ReturnType<typeof code> {
  return code(event.rule ?? event.policy ?? event.category ?? event.id);
}

/** What makes two events the same action, coarser with each level: all of it, without the object, the tactic alone. */
export function sameness(event: SecurityEvent, level: 0 | 1 | 2, tactic: string | undefined): string {
  if (level === 0) return JSON.stringify(actionOf(event));
  const who = cloudCallOf(event)?.arn ?? kubeRequestOf(event)?.user ?? '';
  if (level === 1) return JSON.stringify([cloudCallOf(event)?.api ?? event.rule, processOf(event)?.name, who]);
  return JSON.stringify([tactic, who]);
}
