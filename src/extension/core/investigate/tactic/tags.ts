import { type Tactic, tacticOrder, tactics } from '../../model/tactic.ts';
import { bySpecificity, type Reading } from './reading.ts';
import { tacticsOf } from './techniques.ts';

/** ATT&CK v19 renamed and split tactics; other products write them in full. */
const spellings: ReadonlyMap<string, Tactic> = new Map([
  ['command_and_control', 'c2'],
  ['defence_evasion', 'defense_evasion'],
  ['stealth', 'defense_evasion'],
  ['defense_impairment', 'defense_evasion'],
]);
const newIds: Readonly<Record<string, Tactic>> = { TA0112: 'defense_evasion' };

/**
 * Tags as rules carry them: `MITRE_TA0002_execution`, `MITRE_T1059.004_unix_shell`, `mitre_execution`, `MITRE_ATTACK_execution`, `T1059`, `attack.t1059`, `execution`.
 * A tagged technique settles which of several tagged tactics is meant.
 */
export function readTags(tags: readonly string[]): Reading | undefined {
  const tagged = tags.flatMap((tag) => {
    const tactic = tacticOf(tag);
    return tactic === undefined ? [] : [{ tag, tactic }];
  });
  const techniques = tags.map(techniqueOf).filter((one) => one !== undefined);
  const technique = techniques.find((one) => tacticsOf(one).some((tactic) => tagged.some((tag) => tag.tactic === tactic))) ?? techniques[0];
  const implied = technique === undefined ? [] : tacticsOf(technique);
  const [first, second] = tagged.toSorted(
    (a, b) => Number(implied.includes(b.tactic)) - Number(implied.includes(a.tactic)) || bySpecificity(a.tactic, b.tactic),
  );
  if (first !== undefined) {
    const other =
      tagged.find((one) => one.tactic !== first.tactic && one.tactic === second?.tactic) ??
      tagged.find((one) => one.tactic !== first.tactic);
    return { tactic: first.tactic, origin: 'tag', confidence: 5, because: [first.tag], ...rest(other?.tactic, technique) };
  }
  return technique === undefined ? undefined : readTechnique(technique, tags);
}

function readTechnique(technique: string, tags: readonly string[]): Reading | undefined {
  const [tactic, secondary] = tacticsOf(technique);
  const because = tags.find((tag) => techniqueOf(tag) === technique);
  if (tactic === undefined || because === undefined) return undefined;
  return { tactic, origin: 'technique', confidence: 4, because: [because], ...rest(secondary, technique) };
}

function rest(secondary: Tactic | undefined, technique: string | undefined): Pick<Reading, 'secondary' | 'technique'> {
  return { ...(secondary !== undefined && { secondary }), ...(technique !== undefined && { technique }) };
}

function tacticOf(tag: string): Tactic | undefined {
  const id = /(?:^|[^A-Za-z0-9])(TA\d{4})(?!\d)/i.exec(tag)?.[1]?.toUpperCase();
  if (id !== undefined) return newIds[id] ?? tacticOrder.find((tactic) => tactics[tactic].id === id);
  const word = tag
    .toLowerCase()
    .replace(/^(?:(?:mitre|att[&a]ck)[._:\s-]+)+/, '')
    .replaceAll(/[\s-]+/g, '_');
  return spellings.get(word) ?? tacticOrder.find((tactic) => tactic === word);
}

function techniqueOf(tag: string): string | undefined {
  return /(?:^|[^A-Za-z0-9])(T\d{4}(?:\.\d{3})?)(?!\d)/i.exec(tag)?.[1]?.toUpperCase();
}
