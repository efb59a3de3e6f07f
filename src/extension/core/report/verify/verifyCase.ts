import type { EvidenceId } from '../../model/evidence.ts';
import { parseCaseFooter } from '../parseCaseFooter.ts';
import { type CaseUnit, caseTextOf } from './caseText.ts';
import { checkedAgainst } from './checked.ts';
import { citationDoubts, isKnownUncited, uncitedDoubts } from './citations.ts';
import { contentDoubts, relationDoubts } from './content.ts';
import { saysCount } from './counts.ts';
import type { Doubt } from './doubt.ts';
import { type Evidence, evidenceOf, isAtHand } from './evidence.ts';
import type { Finding, Verdict } from './finding.ts';
import {
  addedDoubt,
  addedFreely,
  differingFinding,
  findingAt,
  removedFinding,
  rewritten,
  supposed,
  unreadableFinding,
} from './findings.ts';
import { isHypothesis } from './hypothesis.ts';
import { identifiersOf } from './identifiers.ts';
import { againstSeal, type SealedUnit } from './seal.ts';

/**
 * Whether a case file says what its evidence says: each citation exists and was answered, each sentence's own evidence holds all that the
 * sentence names, what a person changed or added is told from what the investigation wrote, and the relations in it are held against the evidence.
 *
 * Without `answers` (after a reload) only the citations and the seal can be checked. Untouched sentences then give no finding, but the standing is
 * `unchecked` as long as anything is cited; `verified` needs every cited answer, the very one that the case was written from, and nothing added that
 * no evidence could show.
 * @param answers raw, by id, and never changed: the same map is taken for the same answers. Those of calls that failed are not needed
 */
export function verifyCase(markdown: string, answers?: ReadonlyMap<EvidenceId, string>): Verdict {
  const parsed = parseCaseFooter(markdown);
  if (parsed.status !== 'ok') return { standing: 'failed', findings: [unreadableFinding(markdown, parsed.reason)] };
  const { sources, seal } = parsed.footer;
  const checked = checkedAgainst(markdown, sources, answers);
  const { evidence, differing } = checked;
  const sealed = againstSeal(caseTextOf(markdown), seal);
  const findings = [
    ...sealed.units.flatMap((one) => checked.doubts(one, doubtsOf).map((doubt) => findingAt(one.unit, doubt))),
    ...sealed.removed.map((line) => removedFinding(markdown, line)),
    ...differing.map((row) => differingFinding(markdown, row.id)),
  ].sort((a, b) => a.line - b.line || a.from - b.from);
  const isComplete = differing.length === 0 && sealed.units.every(({ unit }) => isAtHand(unit, evidence));
  return { standing: standingOf(findings, isComplete), findings };
}

/** What the evidence alone says of a case's text, as if nothing were sealed: it measures how much the verifier owes to the seal. */
export function verifyUnsealed(markdown: string, answers: ReadonlyMap<EvidenceId, string>): readonly Finding[] {
  const parsed = parseCaseFooter(markdown);
  if (parsed.status !== 'ok') return [unreadableFinding(markdown, parsed.reason)];
  const evidence = evidenceOf(parsed.footer.sources, answers);
  return caseTextOf(markdown).told.flatMap((unit) =>
    [...citationDoubts(unit, evidence), ...(isKnownUncited(unit) ? [] : uncitedDoubts(unit)), ...evidenceDoubts(unit, evidence)].map(
      (doubt) => findingAt(unit, doubt),
    ),
  );
}

function standingOf(findings: readonly Finding[], isComplete: boolean): Verdict['standing'] {
  if (findings.some(({ severity }) => severity === 'error')) return 'failed';
  const isProven = findings.every(({ severity, code }) => severity === 'information' && code !== addedFreely.code);
  return isComplete && isProven ? 'verified' : 'unchecked';
}

function doubtsOf({ unit, standing }: SealedUnit, evidence: Evidence): readonly Doubt[] {
  if (isHypothesis(unit)) return [supposed];
  const isKnown = isAtHand(unit, evidence);
  const citations = citationDoubts(unit, evidence);
  if (standing === 'sealed') return isKnown ? [...citations, ...contentDoubts(unit, evidence, true)] : citations;
  const doubts = [...citations, ...uncitedDoubts(unit), ...(isKnown ? evidenceDoubts(unit, evidence) : [])];
  if (standing === 'changed') return [rewritten, ...doubts];
  if (doubts.length > 0) return doubts;
  return [isCheckable(unit) ? addedDoubt(isKnown) : addedFreely];
}

/** Whether it says anything that evidence could hold; who writes "it was Bob [E1]" names nothing that would be looked up. */
function isCheckable(unit: CaseUnit): boolean {
  return unit.cites.length > 0 && (identifiersOf(unit).length > 0 || saysCount(unit));
}

function evidenceDoubts(unit: CaseUnit, evidence: Evidence): readonly Doubt[] {
  return [...contentDoubts(unit, evidence, false), ...relationDoubts(unit, evidence)];
}
