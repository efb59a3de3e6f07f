import { remoteAddress } from '../../facts/addresses.ts';
import { ancestorNames, logins } from '../../facts/ancestors.ts';
import { cloudCallOf } from '../../facts/cloudCall.ts';
import { codeEventOf } from '../../facts/codeEvent.ts';
import { connectionOf, taking } from '../../facts/connection.ts';
import { fileAccessOf, isExecutablePage } from '../../facts/fileAccess.ts';
import { isForEverybody } from '../../facts/forEverybody.ts';
import { identityEventOf } from '../../facts/identityEvent.ts';
import { type KubeRequest, kubeRequestOf } from '../../facts/k8sRequest.ts';
import { installingParent } from '../../facts/packageScript.ts';
import { type Process, processOf } from '../../facts/processOf.ts';
import { answersNetwork } from '../../facts/servers.ts';
import { shells } from '../../facts/shells.ts';
import { code, indicator, type Phrase, phrase } from '../../model/phrase.ts';
import type { SecurityEvent } from '../../model/threat.ts';

/** Programs that start another in their own place, or hand on what a person typed. */
const handsOn =
  /^(sudo|doas|su|env|nohup|setsid|timeout|nice|ionice|watch|script|xargs|find|parallel|screen|tmux.*|make|npm|yarn|git|ssh|runc|crun|kubectl|docker|vim?|less|man|entrypoint.*|start.*)$/;

/**
 * The way in that an event shows, as words that read on after "it came in through". A program of no known name that started a shell is one as long
 * as nothing else explains it.
 */
export function wayIn(event: SecurityEvent): Phrase | undefined {
  return wayFromOutside(event) ?? throughShell(event);
}

/**
 * A login, a person at a cluster, credentials used from a remote address, packages being installed, a server that started a process or wrote a page
 * that it runs. Undefined where the event shows none.
 */
export function wayFromOutside(event: SecurityEvent): Phrase | undefined {
  const call = cloudCallOf(event);
  if (call !== undefined) {
    if (call.address === undefined) return undefined;
    const who = call.user === undefined ? [] : phrase` of ${code(call.user)}`;
    const what = /^ConsoleLogin/.test(call.api) ? 'a console login' : 'the credentials';
    return phrase`${[what]}${who}${[what === 'the credentials' ? ', used' : '']} from ${indicator(call.address)}`;
  }
  const account = accountUsed(event);
  if (account !== undefined) return account;
  const request = kubeRequestOf(event);
  return request === undefined ? throughProcess(event) : throughApi(request);
}

/** A person at the cluster's API, or a component's or service's account in use from outside. */
function throughApi({ user, address }: KubeRequest): Phrase | undefined {
  const remote = remoteAddress(address);
  if (user === undefined || (user.startsWith('system:') && remote === undefined)) return undefined;
  return phrase`the account ${code(user)} at the cluster's API${usedFrom(remote)}`;
}

/** An account at the identity provider or the code host. */
function accountUsed(event: SecurityEvent): Phrase | undefined {
  const { actor, address } = identityEventOf(event) ?? {};
  if (actor !== undefined) return phrase`the account ${code(actor)} at the identity provider${usedFrom(address)}`;
  const { user, address: from } = codeEventOf(event) ?? {};
  return user === undefined ? undefined : phrase`the account ${code(user)} at the code host${usedFrom(from)}`;
}

function usedFrom(address: string | undefined): Phrase {
  return address === undefined ? [] : phrase`, used from ${indicator(address)}`;
}

function throughProcess(event: SecurityEvent): Phrase | undefined {
  const process = processOf(event);
  const { name, parent } = process ?? {};
  if (name !== undefined && logins.test(name)) {
    const address = remoteAddress(event.fields['fd.rip']) ?? remoteAddress(event.fields['fd.cip']);
    return address === undefined ? undefined : phrase`a login over ${code(name)} from ${indicator(address)}`;
  }
  const login = ancestorNames(event).find((ancestor) => logins.test(ancestor));
  if (login !== undefined) return phrase`a login over ${code(login)}, in whose session it ran`;
  if (process === undefined) return undefined;
  const installing = installingParent(event);
  if (installing !== undefined) return phrase`${code(installing)}, which runs scripts of the packages that it installs`;
  const started = code(name ?? process.cmdline ?? '');
  if (parent !== undefined && answersNetwork(parent, undefined))
    return phrase`the server process ${code(parent)}, which answers the network and started ${started}`;
  return throughServer(event, process);
}

/** A server that took what it was sent or wrote a page that it runs, or below which a shell started something. */
function throughServer(event: SecurityEvent, { name, cmdline, parent }: Process): Phrase | undefined {
  if (name !== undefined && answersNetwork(name, cmdline)) {
    const access = fileAccessOf(event);
    if (access?.how === 'written' && isExecutablePage(access.path))
      return phrase`the server process ${code(name)}, which answers the network and wrote a page that it runs`;
    if (connectionOf(event)?.inbound === true || taking.test(event.fields['evt.type'] ?? ''))
      return phrase`the server process ${code(name)}, which answers the network and had taken this in`;
  }
  if (parent === undefined || !shells.test(parent)) return undefined;
  const above = ancestorNames(event).find((ancestor) => !shells.test(ancestor));
  return above !== undefined && answersNetwork(above, undefined)
    ? phrase`the server process ${code(above)}, which answers the network and below which ${code(parent)} started it`
    : undefined;
}

/** In a container a shell is started by a person, whom the runtime serves, or by a program that was made to. */
function throughShell(event: SecurityEvent): Phrase | undefined {
  const { name, parent } = processOf(event) ?? {};
  if (event.scope.container === undefined || name === undefined || parent === undefined || !shells.test(name)) return undefined;
  if (shells.test(parent) || isForEverybody(parent) || handsOn.test(parent)) return undefined;
  return phrase`the process ${code(parent)}, which started the shell ${code(name)}`;
}
