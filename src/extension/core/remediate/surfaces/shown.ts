import type { Command } from '../../model/command.ts';

/** The command as a person can read it and paste it into a POSIX shell: the same words, quoted where the shell would read more into them. */
export function shown({ program, argv }: Pick<Command, 'program' | 'argv'>): string {
  return [program, ...argv.map(quoted)].join(' ');
}

/** Single quotes take everything literally but a single quote. A leading `~` or `=` is more than a letter to some shells, so both are quoted. */
export function quoted(word: string): string {
  return /^[A-Za-z0-9_@%+:,./-][A-Za-z0-9_@%+:,./=-]*$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
