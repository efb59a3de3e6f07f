import type { Process } from '../../facts/processOf.ts';
import { code, type Datum, type Phrase, phrase } from '../../model/phrase.ts';
import type { SecurityEvent } from '../../model/threat.ts';

/** `short` for a summary, which names a program and its telling argument; `full` for the timeline. */
export type Wording = 'full' | 'short';

/** What an event is called, where nothing in it tells what was done. */
export function named(event: SecurityEvent): Datum {
  return code(event.rule ?? event.policy ?? event.category ?? event.id);
}

/** Characters that a summary has room for. */
const room = { command: 60, path: 40 };

/** A command line; when short is wanted and it is long, the program with the argument that tells most. Only pieces of the original. */
export function commandText(process: Process, wording: Wording): Phrase {
  const line = process.cmdline ?? process.name ?? process.exe ?? '';
  if (wording === 'full' || line.length <= room.command) return [code(line)];
  const program = process.name ?? line.split(/\s/)[0] ?? line;
  const argument = tellingArgument(line.slice(line.indexOf(' ') + 1));
  return argument === undefined ? [code(program)] : phrase`${code(program)} (${code(argument)})`;
}

/** Where it goes or what it touches: a URL, a host with a port, a file in a scratch folder. */
function tellingArgument(line: string): string | undefined {
  const patterns = [
    /\bhttps?:\/\/[^\s"'|;<>]+/i,
    /(?<![\w.-])[\w-]+(?:\.[\w-]+)+:\d{2,5}\b/,
    /\/(?:dev\/shm|tmp|var\/tmp|etc)\/[^\s"'|;<>]+/,
  ];
  return patterns.map((pattern) => pattern.exec(line)?.[0]).find((found) => found !== undefined);
}

/** A path; when short is wanted and it is long, its end. */
export function pathText(path: string, wording: Wording): Phrase {
  if (wording === 'full' || path.length <= room.path) return [code(path)];
  return [code(path.split('/').slice(-2).join('/'))];
}
