import { existsSync, readFileSync } from 'node:fs';
import { readWords } from '../../src/extension/core/investigate/tactic/words.ts';
import type { Tactic } from '../../src/extension/core/model/tactic.ts';

const file = new URL('../../../shared/data/rules/falco-rules.json', import.meta.url);

/** A rule as its authors labelled it; the first tactic is their own first. */
export type LabelledRule = { readonly rule: string; readonly desc?: string; readonly tactics: readonly Tactic[] };

/** Shares from 0 to 1. `right`: the tactic read is one of the labelled; `precise`: right among those that were answered. */
export type TacticFigures = {
  readonly rules: number;
  readonly right: number;
  readonly primary: number;
  readonly answered: number;
  readonly precise: number;
};

/** The labelled rules that lie beside the project; undefined where they do not. */
export function labelledRules(): readonly LabelledRule[] | undefined {
  if (!existsSync(file)) return undefined;
  const sets = JSON.parse(readFileSync(file, 'utf8')) as Readonly<Record<string, readonly LabelledRule[]>>;
  return Object.values(sets).flat();
}

/** How well words alone tell the tactic: rules carry tags and techniques too, which would win. */
export function measureTactics(rules: readonly LabelledRule[], from: 'name' | 'name and description'): TacticFigures {
  const labelled = rules.filter(({ tactics }) => tactics.length > 0);
  const read = labelled.map(({ rule, desc, tactics }) => {
    const prose = from === 'name' || desc === undefined ? [] : [desc];
    return { tactic: readWords({ name: rule, prose })?.tactic, tactics };
  });
  const share = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);
  const answered = read.filter(({ tactic }) => tactic !== undefined).length;
  const right = read.filter(({ tactic, tactics }) => tactic !== undefined && tactics.includes(tactic)).length;
  return {
    rules: labelled.length,
    right: share(right, labelled.length),
    primary: share(read.filter(({ tactic, tactics }) => tactic === tactics[0]).length, labelled.length),
    answered: share(answered, labelled.length),
    precise: share(right, answered),
  };
}

/** Microseconds for one rule's name and description, the median of nine rounds over all of them. */
export function measureReading(rules: readonly LabelledRule[]): number {
  const rounds = Array.from({ length: 9 }, () => {
    const began = performance.now();
    for (const { rule, desc } of rules) readWords({ name: rule, ...(desc !== undefined && { prose: [desc] }) });
    return ((performance.now() - began) * 1000) / rules.length;
  });
  return rounds.toSorted((a, b) => a - b)[4] ?? 0;
}
