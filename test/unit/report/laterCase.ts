import type { Case } from '../../../src/extension/core/model/case.ts';
import type { Claim, Exhibit } from '../../../src/extension/core/model/evidence.ts';
import { phrase, text } from '../../../src/extension/core/model/phrase.ts';
import { storefrontCase } from '../../fixtures/cases/storefront.ts';

/** A case whose evidence has other numbers, as a later run would give them: `shift` turns the list so far. */
export function renumbered(of: Case, shift: number): Case {
  const rows = of.evidence.map((one, index) => [one.id, `E${((index + shift) % of.evidence.length) + 1}`] as const);
  const names = new Map<string, string>(rows);
  const renamed = JSON.parse(JSON.stringify(of), (_key, value: unknown) =>
    typeof value === 'string' ? (names.get(value) ?? value) : value,
  );
  const evidence: Exhibit[] = renamed.evidence;
  return { ...renamed, evidence: evidence.toSorted((a, b) => Number(a.id.slice(1)) - Number(b.id.slice(1))) };
}

const check = (words: string): Claim => ({ phrase: phrase`${text(words)}`, cites: ['E3'] as unknown as Claim['cites'] });

/** An hour later: other numbers, one trigger fact reworded, one check gone, one new, read anew. */
export const laterCase: Case = renumbered(
  {
    ...storefrontCase,
    startedAt: '2026-06-10T10:41:00.000Z',
    completedAt: '2026-06-10T10:41:04.812Z',
    triggerFacts: storefrontCase.triggerFacts.map((fact, index) =>
      index === 1 ? { ...fact, phrase: ['It fired 5 times within 70 s'] } : fact,
    ),
    nextChecks: [...storefrontCase.nextChecks.slice(0, 2), check('Ask who runs pool.example')],
  },
  4,
);
