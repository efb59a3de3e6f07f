import type { ProposedAction, Run } from '../../model/remediation.ts';
import { plainPhrase, plainText } from '../../report/plainText.ts';
import { maskSecrets } from '../../report/secrets.ts';

const longest = 300;

/** The line before an action (R-19): what is sent now, on what, and why it may be. */
export function beginLine(sending: 'Submitting' | 'Running', { name, on }: Pick<ProposedAction, 'name' | 'on'>): string {
  return `${sending} ${name} on ${plainPhrase(on)}, as it was confirmed.`;
}

/** The line after an action (R-19): how it is, what the surface said, what comes next. */
export function endLine(name: string, { status, said, failure }: Pick<Run, 'status' | 'said' | 'failure'>, next?: string): string {
  const told = (said ?? failure?.why ?? '').replace(/[.\s]+$/, '');
  const words = { done: 'is done', failed: 'failed', in_progress: 'is in progress' }[status];
  return [`${name} ${words}${told === '' ? '' : `: ${told}`}.`, ...(next === undefined ? [] : [`Next: ${next}.`])].join(' ');
}

/** What a surface said, as one masked line. */
export function oneLineOf(said: string): string {
  const line = plainText(maskSecrets(said.replaceAll(/\s+/g, ' ').trim()));
  return line.length > longest ? `${line.slice(0, longest - 1)}…` : line;
}
