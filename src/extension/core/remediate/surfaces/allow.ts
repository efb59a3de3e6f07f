import type { AllowedCommand, Command, Program } from '../../model/command.ts';
import { Failure } from '../../model/failure.ts';
import { awsVerbs } from './awsGrammar.ts';
import { type Line, objection, type Verb } from './grammar.ts';
import { kubectlVerbs } from './kubectlGrammar.ts';
import { shown } from './shown.ts';
import { isShowable } from './word.ts';

/**
 * Reads a command again, word by word, and gives it back as a frozen copy if the allow-list has it. Throws Failure otherwise, also where
 * the command calls itself a read and is none.
 */
export function allow(command: Command): AllowedCommand {
  const argv = [...command.argv];
  const { program, access } = command;
  const read = readLine(program, argv);
  if ('why' in read) throw refusal({ program, argv }, read.why);
  if (read.access !== access) throw refusal({ program, argv }, `it is a ${read.access} and calls itself a ${access}`);
  return Object.freeze({ program, argv: Object.freeze(argv), access }) as AllowedCommand;
}

type Reading = { readonly access: Command['access'] } | { readonly why: string };

const longestLine = 120_000;

function readLine(program: Program, argv: readonly string[]): Reading {
  if (argv.some((word) => typeof word !== 'string' || !isShowable(word))) return { why: 'a word holds what can not be shown' };
  if (argv.join(' ').length > longestLine) return { why: 'it is too long' };
  const grammar = grammars.get(program);
  if (grammar === undefined) return { why: 'the program is not on the list' };
  const verbs = grammar.verbs.filter(({ words }) => words.every((word, at) => argv[at] === word));
  if (verbs.length === 0) return { why: 'the verb is not on the list' };
  let why = '';
  for (const verb of verbs) {
    const line = grammar.split(argv.slice(verb.words.length));
    const against = 'why' in line ? line.why : objection(line, verb);
    if (against === undefined) return { access: accessOf(verb, line as Line) };
    why = against;
  }
  return { why };
}

/** What the server only tries out changes nothing. */
function accessOf({ access }: Verb, { flags }: Line): Command['access'] {
  return flags.get('--dry-run') === 'server' ? 'read' : access;
}

type Split = (words: readonly string[]) => Line | { readonly why: string };

// A map: `constructor` is no program.
const grammars: ReadonlyMap<Program, { readonly verbs: readonly Verb[]; readonly split: Split }> = new Map([
  ['kubectl', { verbs: kubectlVerbs, split: splitKubectl }],
  ['aws', { verbs: awsVerbs, split: splitAws }],
]);

// Flags that are true by being there. All others carry their value behind `=`, so no value can stand alone and be read as a flag.
const bareFlags = new Set(['--minify', '--all-namespaces']);

function splitKubectl(words: readonly string[]): ReturnType<Split> {
  const operands: string[] = [];
  const pairs: (readonly [string, string])[] = [];
  for (const word of words) {
    if (!word.startsWith('-')) {
      if (pairs.length > 0) return { why: 'an operand stands behind a flag' };
      operands.push(word);
      continue;
    }
    const at = word.indexOf('=');
    if (at === -1 && !bareFlags.has(word)) return { why: `${word} has no value` };
    pairs.push(at === -1 ? [word, 'true'] : [word.slice(0, at), word.slice(at + 1)]);
  }
  return lineOf(operands, pairs);
}

/** The AWS tool's flags have their value as the next word. */
function splitAws(words: readonly string[]): ReturnType<Split> {
  const pairs: (readonly [string, string])[] = [];
  for (let at = 0; at < words.length; at += 2) {
    const [flag = '', value] = words.slice(at, at + 2);
    if (!flag.startsWith('--')) return { why: 'a word stands where a flag should' };
    if (value === undefined || value.startsWith('-')) return { why: `${flag} has no value` };
    pairs.push([flag, value]);
  }
  return lineOf([], pairs);
}

function lineOf(operands: readonly string[], pairs: readonly (readonly [string, string])[]): ReturnType<Split> {
  const flags = new Map(pairs);
  return flags.size === pairs.length ? { operands, flags } : { why: 'a flag is there twice' };
}

function refusal(command: Pick<Command, 'program' | 'argv'>, why: string): Failure {
  return new Failure('refused', {
    what: 'The command was not run',
    why: `It is not on the list of what may be run: ${why}`,
    fix: `Run it by hand if it is right: ${oneLine(shown(command))}`,
  });
}

function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').slice(0, 300);
}
