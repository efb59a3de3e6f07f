import type { ProposedAction } from '../../core/model/remediation.ts';
import { requestText } from '../../core/remediate/session/showAction.ts';
import { visible } from '../../core/report/datumText.ts';
import { plainPhrase } from '../../core/report/plainText.ts';

/** An action whole, for the document that a long one stands in: what would run, and everything that is said of it. */
export function requestLines(action: ProposedAction): readonly string[] {
  const { request, line, does, expected, breaks, watch } = action;
  return [
    request === undefined ? visible(line) : requestText(request),
    `Does: ${plainPhrase(does)}`,
    `Expected: ${plainPhrase(expected)}`,
    ...breaks.map(({ phrase }) => `Breaks: ${plainPhrase(phrase)}`),
    `Watch: ${plainPhrase(watch)}`,
  ];
}
