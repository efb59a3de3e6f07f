import { code, indicator, type Phrase, phrase } from '../../model/phrase.ts';
import type { SecurityEvent } from '../../model/threat.ts';
import { remoteAddress } from '../facts/addresses.ts';
import { ancestorNames, logins } from '../facts/ancestors.ts';
import { cloudCallOf } from '../facts/cloudCall.ts';
import { fileAccessOf, isExecutablePage } from '../facts/fileAccess.ts';
import { entersPod, kubeRequestOf } from '../facts/k8sRequest.ts';
import { processOf } from '../facts/processOf.ts';

/** Programs that answer the network: a process of theirs was asked for from outside. */
const servers =
  /^(java|tomcat|catalina|jetty|node|nodejs|nginx|httpd|apache2?|lighttpd|caddy|php(-fpm|-cgi)?[\d.]*|python[\d.]*|gunicorn|uvicorn|uwsgi|celery|ruby|puma|unicorn|dotnet|w3wp|postgres|mysqld|mariadbd|redis-server|mongod|vsftpd|smbd)$/;

/**
 * The way in that an event shows, as words that read on after "it came in through": a login, a person at a pod, credentials used from a remote
 * address, a server that started a process or wrote a page that it runs. Undefined where the event shows none.
 */
export function wayIn(event: SecurityEvent): Phrase | undefined {
  const call = cloudCallOf(event);
  if (call !== undefined) {
    if (call.address === undefined) return undefined;
    const who = call.user === undefined ? [] : phrase` of ${code(call.user)}`;
    const what = /^ConsoleLogin/.test(call.api) ? 'a console login' : 'the credentials';
    return phrase`${[what]}${who}${[what === 'the credentials' ? ', used' : '']} from ${indicator(call.address)}`;
  }
  const request = kubeRequestOf(event);
  if (request === undefined) return throughProcess(event);
  const person = entersPod(request) && request.user?.startsWith('system:') === false ? request.user : undefined;
  return person === undefined ? undefined : phrase`the account ${code(person)} at the cluster's API`;
}

function throughProcess(event: SecurityEvent): Phrase | undefined {
  const { name, parent } = processOf(event) ?? {};
  if (name !== undefined && logins.test(name)) {
    const address = remoteAddress(event.fields['fd.rip']) ?? remoteAddress(event.fields['fd.cip']);
    return address === undefined ? undefined : phrase`a login over ${code(name)} from ${indicator(address)}`;
  }
  const login = ancestorNames(event).find((ancestor) => logins.test(ancestor));
  if (login !== undefined) return phrase`a login over ${code(login)}, in whose session it ran`;
  const access = fileAccessOf(event);
  if (name !== undefined && servers.test(name) && access?.how === 'written' && isExecutablePage(access.path)) {
    return phrase`the server process ${code(name)}, which answers the network and wrote a page that it runs`;
  }
  if (parent === undefined || !servers.test(parent)) return undefined;
  return phrase`the server process ${code(parent)}, which answers the network and started ${code(name ?? processOf(event)?.cmdline ?? '')}`;
}
