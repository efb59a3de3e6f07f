import type { CaseView } from '../../../webview/protocol/casePanel.ts';
import type { ToldCase } from '../../core/model/case.ts';
import { indicatorsOf } from '../../core/report/indicators.ts';
import { indicatorRow } from '../../core/report/indicatorTable.ts';
import { plainPhrase } from '../../core/report/plainText.ts';

type Row = CaseView['indicators'][number];

/** The rows that the panel shows: enough to read, and few enough to draw. All of them are copied and exported. */
const mostRows = 200;

/** The indicators of a case, defanged as plain text. */
export function toIndicators(of: ToldCase): Row[] {
  return indicatorsOf(of)
    .slice(0, mostRows)
    .map((one) => {
      const row = indicatorRow(one, plainPhrase);
      return { ...row, cites: [...row.cites] };
    });
}
