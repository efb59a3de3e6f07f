import type { CaseView } from '../../../webview/protocol/casePanel.ts';
import { fromHours, inHours, widerReach } from '../../core/investigate/reach.ts';
import type { Coverage, ToldCase } from '../../core/model/case.ts';
import type { EvidenceId } from '../../core/model/evidence.ts';
import { type Phrase, phrase, text } from '../../core/model/phrase.ts';
import { type TacticVerdict, tactics } from '../../core/model/tactic.ts';
import { coverageOutcome } from '../../core/report/coverage.ts';
import { markdownPhrase } from '../../core/report/markdown.ts';
import { plainText, withoutStop } from '../../core/report/plainText.ts';
import { unfinished } from '../../core/report/unfinished.ts';
import { toFlow } from './caseViewFlow.ts';
import { toIndicators } from './caseViewIndicators.ts';

/**
 * What the case panel shows (K-05): summary and next checks, what was not looked at, indicators, and the flow with one step for each drawn node.
 * @param changes what a refresh found different (X-07)
 */
export function toCaseView(of: ToldCase, caseFile?: string, changes?: CaseView['changes']): CaseView {
  const checks = of.nextChecks.slice(0, 3).map((check) => ({ ...check, phrase: phrase`Check next: ${check.phrase}` }));
  return {
    trigger: of.trigger.id,
    title: plainText(of.trigger.title),
    tenant: of.tenant,
    tactic: tacticWords(of.tactic),
    confidence: of.confidence.score,
    status: of.status,
    summary: [...of.summary, ...checks].map(toSentence),
    notLookedAt: unfinished(of).map(toSentence),
    lookedAt: of.coverage.map(toLooked),
    reach: of.reach,
    ...toWider(of.reach),
    flow: toFlow(of),
    indicators: toIndicators(of),
    ...(changes !== undefined && { changes }),
    ...(caseFile !== undefined && { caseFile }),
  };
}

/** Execution (TA0002, T1059.004) */
function tacticWords(verdict: TacticVerdict): string {
  if (verdict.tactic === undefined) return 'Tactic unknown';
  const { id, name } = tactics[verdict.tactic];
  return `${name} (${verdict.technique === undefined ? id : `${id}, ${verdict.technique}`})`;
}

function toSentence(of: { readonly phrase: Phrase; readonly cites: readonly EvidenceId[] }): CaseView['summary'][number] {
  return { markdown: `${withoutStop(markdownPhrase(of.phrase))}.`, cites: [...of.cites] };
}

function toLooked(coverage: Coverage): CaseView['lookedAt'][number] {
  return toSentence({ phrase: phrase`${text(coverage.asked)}: ${coverageOutcome(coverage)}`, cites: coverage.cites ?? [] });
}

function toWider(reach: ToldCase['reach']): Pick<CaseView, 'wider'> {
  const wider = widerReach(fromHours(reach));
  return wider === undefined ? {} : { wider: inHours(wider) };
}
