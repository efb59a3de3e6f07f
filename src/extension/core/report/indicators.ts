import type { ToldCase } from '../model/case.ts';
import type { Claim, EvidenceId } from '../model/evidence.ts';
import type { Datum, Phrase } from '../model/phrase.ts';
import type { ProcessNode } from '../model/threat.ts';
import { everyClaim, type PlacedClaim, retelling } from './everyClaim.ts';
import { hashOf, indicatorsIn, indicatorsInCommand, type NamedIndicator } from './indicatorsIn.ts';

/** How a case says that an indicator took part. */
export type IndicatorRole =
  | 'destination of a connection'
  | 'source of a connection'
  | 'source of calls'
  | 'file that ran'
  | 'in a command line'
  | 'named in the description';

/**
 * An address, name, URL or file that the case names, once with all that it says of it. Instants are milliseconds since the epoch, of the steps and the
 * trigger that name it. `steps` are the ids of those steps, `known` what is known of it elsewhere, `cites` evidence that shows it.
 */
export type Indicator = NamedIndicator & {
  readonly roles: readonly IndicatorRole[];
  readonly firstSeen?: number;
  readonly lastSeen?: number;
  readonly steps: readonly string[];
  readonly cites: readonly EvidenceId[];
  readonly known: readonly Claim[];
};

/** One place of a case that names an indicator. */
type Mention = {
  readonly indicator: NamedIndicator;
  readonly cites: readonly EvidenceId[];
  readonly at?: number | undefined;
  readonly step?: string;
  readonly role?: IndicatorRole | undefined;
  readonly again?: boolean;
};

/** Every indicator that a case names (X-14), by when it was first seen, then kind and value. A CVE is none, nor is an image. */
export function indicatorsOf(of: ToldCase): readonly Indicator[] {
  const mentions = new Map<string, Mention[]>();
  for (const mention of [...inSteps(of), ...inTrigger(of), ...inTree(of), ...everyClaim(of).flatMap(inClaim)]) {
    const key = keyOf(mention.indicator);
    const there = mentions.get(key);
    if (there === undefined) mentions.set(key, [mention]);
    else there.push(mention);
  }
  const known = knownElsewhere(of);
  return [...mentions].map(([key, alike]) => together(alike, known.get(key) ?? [])).sort(byFirstSeen);
}

/** The same for the same thing, however an IPv6 address is written. */
function keyOf({ kind, value }: NamedIndicator): string {
  return `${kind} ${kind === 'ipv6' ? new URL(`http://[${value}]`).hostname : value}`;
}

/** What only retells cites more than what shows the indicator, so it counts where nothing else names it. */
function together(alike: readonly Mention[], known: readonly Claim[]): Indicator {
  const own = alike.filter(({ again }) => again !== true);
  const mentions = own.length > 0 ? own : alike;
  const instants = mentions.flatMap(({ at }) => at ?? []);
  const [first] = mentions;
  if (first === undefined) throw new Error('an indicator that nothing names');
  return {
    ...first.indicator,
    roles: distinct(mentions.flatMap(({ role }) => role ?? [])),
    ...(instants.length > 0 && { firstSeen: Math.min(...instants), lastSeen: Math.max(...instants) }),
    steps: distinct(mentions.flatMap(({ step }) => step ?? [])),
    cites: distinct(mentions.flatMap(({ cites }) => cites)).sort(byNumber),
    known,
  };
}

/** What is said of each indicator by those who know it elsewhere. */
function knownElsewhere({ indicators }: ToldCase): ReadonlyMap<string, readonly Claim[]> {
  const known = new Map<string, Claim[]>();
  for (const claim of indicators.status === 'done' ? indicators.value : []) {
    for (const key of new Set(datumsOf(claim.phrase).flatMap(indicatorsIn).map(keyOf))) known.set(key, [...(known.get(key) ?? []), claim]);
  }
  return known;
}

function inSteps({ chain }: ToldCase): readonly Mention[] {
  return chain.steps.flatMap(({ id, at: first, until = first, action, cites }) =>
    named(action, true).flatMap((mention) => [first, until].map((at): Mention => ({ ...mention, cites, at, step: id }))),
  );
}

function inTrigger({ trigger, triggerFacts }: ToldCase): readonly Mention[] {
  return triggerFacts.flatMap(({ phrase, cites }) => named(phrase, true).map((mention) => ({ ...mention, cites, at: trigger.at })));
}

/** What the trigger's process and those before it ran. */
function inTree({ processTree }: ToldCase): readonly Mention[] {
  if (processTree.status !== 'done') return [];
  const { tree, cites } = processTree.value;
  const below = (node: ProcessNode): readonly Mention[] => [
    ...hashOf(node.sha256 ?? '').map((indicator): Mention => ({ indicator, cites, role: 'file that ran' })),
    ...indicatorsInCommand(node.cmdline ?? '').map((indicator): Mention => ({ indicator, cites, role: 'in a command line' })),
    ...node.children.flatMap(below),
  ];
  return tree.roots.flatMap(below);
}

/** Steps and trigger are read with their instants; a program's name or path elsewhere is nothing that a command line would be. */
function inClaim({ part, phrase, cites }: PlacedClaim): readonly Mention[] {
  return named(phrase, false).map((mention) => ({ ...mention, cites, again: retelling.has(part) }));
}

/** @param commands whether code in it may be a command line */
function named(phrase: Phrase, commands: boolean): readonly Pick<Mention, 'indicator' | 'role'>[] {
  return phrase.flatMap((part, index) => {
    const before = wordsBefore(phrase, index);
    if (typeof part === 'string' || (part.kind === 'code' && !commands) || noIndicator.test(before)) return [];
    return indicatorsIn(part).map((indicator) => ({ indicator, role: roleOf(part, before) }));
  });
}

/** An image's digest is no file's; what a program calls itself is its own claim, often with the address of its maker. */
const noIndicator = /(?:digest|calls itself) $/;

/** Our own words between the datum before it and this one. */
function wordsBefore(phrase: Phrase, index: number): string {
  const words: string[] = [];
  for (const part of phrase.slice(0, index).toReversed()) {
    if (typeof part !== 'string') break;
    words.unshift(part);
  }
  return words.join('');
}

/** The words are those that the engine's sentences have (investigate/chain/processAction.ts, action.ts, tell/triggerFacts.ts). */
function roleOf({ kind }: Datum, before: string): IndicatorRole | undefined {
  if (kind === 'code') return 'in a command line';
  if (/connect(?:ed|ing) to $/.test(before)) return 'destination of a connection';
  if (/connection from $/.test(before)) return 'source of a connection';
  if (/^ from $|(?:signed in|sign in|second factor|password|, used) from $/.test(before)) return 'source of calls';
  if (/file has SHA-256 $/.test(before)) return 'file that ran';
  return /^The description names the address $/.test(before) ? 'named in the description' : undefined;
}

function datumsOf(phrase: Phrase): readonly Datum[] {
  return phrase.filter((part) => typeof part !== 'string');
}

function byFirstSeen(a: Indicator, b: Indicator): number {
  const first = (a.firstSeen ?? Number.POSITIVE_INFINITY) - (b.firstSeen ?? Number.POSITIVE_INFINITY);
  if (first !== 0 && !Number.isNaN(first)) return first;
  const [one, other] = [keyOf(a), keyOf(b)];
  return one < other ? -1 : one > other ? 1 : 0;
}

function byNumber(a: EvidenceId, b: EvidenceId): number {
  return Number(a.slice(1)) - Number(b.slice(1)) || (a < b ? -1 : 1);
}

function distinct<T>(items: readonly T[]): T[] {
  return [...new Set(items)];
}
