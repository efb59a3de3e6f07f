import { asksTaskCredentials, contactsMetadata, remoteAddress } from '../../facts/addresses.ts';
import { clientOf, opening, taking } from '../../facts/connection.ts';
import { type FileAccess, fileAccessOf } from '../../facts/fileAccess.ts';
import { wasPrevented } from '../../facts/prevented.ts';
import type { Process } from '../../facts/processOf.ts';
import { code, indicator, type Phrase, phrase } from '../../model/phrase.ts';
import type { SecurityEvent } from '../../model/threat.ts';
import type { Deed } from './action.ts';
import { commandText, named, pathText, type Wording } from './wording.ts';

/** What a syscall event is about: its own event type decides, since a rule on files or connections carries the process's start as well. */
export function processDeed(event: SecurityEvent, process: Process, wording: Wording): Deed {
  const actor: Phrase = [code(process.name ?? process.exe ?? process.cmdline ?? '')];
  if (asksTaskCredentials(event)) return { actor, did: ['asked for the credentials of its task'] };
  if (contactsMetadata(event)) return { actor, did: ['asked the instance metadata service'] };
  const did = fileDone(event, wording) ?? connection(event, wording) ?? otherCall(event);
  if (did !== undefined) return { actor, did };
  if (startsProcess(event)) return started(event, process, wording);
  return { actor, did: phrase`raised ${named(event)}` };
}

const fileVerbs: Readonly<Record<FileAccess['how'], string>> = {
  written: 'wrote',
  read: 'read',
  opened: 'opened',
  deleted: 'deleted',
  renamed: 'renamed',
};

function fileDone(event: SecurityEvent, wording: Wording): Phrase | undefined {
  const access = fileAccessOf(event);
  return access && phrase`${[fileVerbs[access.how]]} ${pathText(access.path, wording)}`;
}

function connection({ fields }: SecurityEvent, wording: Wording): Phrase | undefined {
  const type = fields['evt.type'] ?? '';
  if (!opening.test(type) && !taking.test(type)) return undefined;
  const other = fields['fd.rip'] ?? (taking.test(type) ? fields['fd.cip'] : fields['fd.sip']);
  if (other === undefined) return undefined;
  const refused = /^E[A-Z]/.test(fields['evt.res'] ?? '');
  if (taking.test(type)) return phrase`${[refused ? 'refused' : 'took']} a connection from ${indicator(other)}`;
  const port = fields['fd.rport'];
  return phrase`connected to ${indicator(other)}${port === undefined || wording === 'short' ? [] : phrase` port ${code(port)}`}`;
}

/** Calls whose name says all; an escape is called one only where the rule's own technique says so (T1611). */
function otherCall({ fields, tags }: SecurityEvent): Phrase | undefined {
  const type = fields['evt.type'] ?? '';
  if (/^(setns|unshare)$/.test(type)) {
    const escapes = tags.some((tag) => /(^|_)T1611(?!\d)/i.test(tag));
    return [escapes ? 'escaped from its container to the host' : 'changed its namespaces'];
  }
  if (type === 'ptrace') return ['attached to another process'];
  if (type === 'mount') return ['mounted a file system'];
  return /^f?init_module$/.test(type) ? ['loaded a kernel module'] : undefined;
}

/** An event without a type is taken for a start: its process is all that it tells. */
function startsProcess({ fields }: SecurityEvent): boolean {
  const type = fields['evt.type'];
  return type === undefined || /^(execve|execveat|spawn|spawned_process|procexec|clone3?|v?fork)$/.test(type);
}

function started(event: SecurityEvent, process: Process, wording: Wording): Deed {
  const ran = commandText(process, wording);
  const known = process.cmdline ?? process.name ?? '';
  const where =
    process.exe === undefined || known.includes(process.exe) || !runsFromScratch(process.exe)
      ? []
      : phrase` from ${pathText(process.exe, wording)}`;
  const client = remoteAddress(clientOf(event));
  const remote = client ?? remoteAddress(event.fields['fd.rip']) ?? remoteAddress(event.fields['fd.sip']);
  const to =
    remote === undefined ? [] : phrase`, ${[client === undefined ? 'connecting to' : 'taking a connection from']} ${indicator(remote)}`;
  const prevented = wasPrevented(event);
  if (process.parent === undefined) return { actor: ran, did: phrase`${[prevented ? 'was prevented from running' : 'ran']}${where}${to}` };
  const did = prevented ? phrase`tried in vain to start ${ran}${where}` : phrase`started ${ran}${where}${to}`;
  return { actor: [code(process.parent)], did };
}

/** Memory and scratch folders, where nothing that is installed runs from. */
export function runsFromScratch(exe: string): boolean {
  return /^\/(dev\/shm|tmp|var\/tmp|run)\//.test(exe);
}
