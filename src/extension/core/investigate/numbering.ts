import type { Case } from '../model/case.ts';
import type { Evidence, EvidenceId, Exhibit } from '../model/evidence.ts';
import type { Ledger } from './ledger.ts';

/** The parts that cite, in the order in which a case is read. */
const readingOrder = [
  'summary',
  'confidence',
  'tactic',
  'trigger',
  'triggerFacts',
  'processTree',
  'processEvidence',
  'rationale',
  'chain',
  'flow',
  'resource',
  'incident',
  'vulnerabilities',
  'correlation',
  'indicators',
  'explanations',
  'nextChecks',
  'limitations',
  'coverage',
] as const satisfies readonly (keyof Case)[];

export type Draft = Omit<Case, 'evidence'>;

/** Gives evidence its numbers, E1… in order of first citation, then the calls that nothing cites: the same case whatever came first. */
export function numberEvidence(draft: Draft, ledger: Ledger): Case {
  const known = ledger.evidence();
  const numbers = new Map<string, EvidenceId>();
  const number = (key: EvidenceId): EvidenceId => {
    const there = numbers.get(key);
    if (there !== undefined) return there;
    if (!known.has(key)) throw new Error(`cited evidence was never recorded: ${key}`);
    const next = `E${numbers.size + 1}` as EvidenceId;
    numbers.set(key, next);
    return next;
  };
  const parts = readingOrder.map((part) => [part, renumber(draft[part], number)] as const);
  for (const key of ledger.callIds()) number(key);
  const evidence = [...numbers].map(([key, id]) => exhibit(known.get(key), id));
  return { ...draft, ...Object.fromEntries(parts), evidence };
}

/** Replaces the ids of every `cites` array inside a part, and leaves all else as it is. */
function renumber(value: unknown, number: (key: EvidenceId) => EvidenceId): unknown {
  if (Array.isArray(value)) return value.map((item) => renumber(item, number));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, key === 'cites' ? (inner as EvidenceId[]).map(number) : renumber(inner, number)]),
  );
}

function exhibit(evidence: Evidence | undefined, id: EvidenceId): Exhibit {
  if (evidence === undefined) throw new Error(`evidence ${id} has no record`);
  const { value: _value, ...kept } = evidence;
  return { ...kept, id };
}
