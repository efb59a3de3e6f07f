import { describe, expect, it } from 'vitest';
import type { AttackFlow, Case, CorrelationRow } from '../../../src/extension/core/model/case.ts';
import type { Cites, Claim } from '../../../src/extension/core/model/evidence.ts';
import { code, type Phrase, phrase, text } from '../../../src/extension/core/model/phrase.ts';
import { renderCorrelation } from '../../../src/extension/core/report/correlation.ts';
import { renderCoverage } from '../../../src/extension/core/report/coverage.ts';
import { renderFlowSection } from '../../../src/extension/core/report/flowSection.ts';
import { unfinished } from '../../../src/extension/core/report/unfinished.ts';
import { renderWhatHappened } from '../../../src/extension/core/report/whatHappened.ts';
import { storefrontCase } from '../../fixtures/cases/storefront.ts';

const says = (said: Phrase, ...cites: string[]): Claim => ({ phrase: said, cites: cites as unknown as Cites });

describe('process evidence', () => {
  const evidence = (...value: Claim[]) => {
    const told = renderWhatHappened({ ...storefrontCase, processEvidence: { status: 'done', value } });
    return told.split('\n').filter((line) => line.startsWith('- **Process evidence:**'));
  };
  const started = (parent: string, child: string, cites: string) =>
    says(phrase`The description says that ${code(parent)} started ${code(child)}.`, cites);

  it('[K-02] is one line, what one source reports one sentence, citing all that it rests on', () => {
    const names = says(phrase`The description names the address ${code('x')}.`, 'E3');
    expect(evidence(started('java', 'bash', 'E3'), names, started('bash', 'curl', 'E4'))).toEqual([
      '- **Process evidence:** The description says that `java` started `bash` and `bash` started `curl` [E3][E4]. The description names the address `x` [E3].',
    ]);
  });

  it('[K-02] leaves two statements about different things apart', () => {
    const a = says(phrase`${code('java')} ran`, 'E3');
    const b = says(phrase`${code('java')} stopped`, 'E3');
    expect(evidence(a, b)).toEqual(['- **Process evidence:** `java` ran [E3]. `java` stopped [E3].']);
  });
});

describe('correlation', () => {
  const rendered = (reasons: Claim[], refused: Claim[] = []) => {
    const row: CorrelationRow = { kind: 'vulnerability', finding: code('CVE-1'), score: 5, tactic: 'execution', reasons };
    const value = { rows: reasons.length === 0 ? [] : [row], refused };
    return renderCorrelation({ ...storefrontCase, explanations: [], correlation: { status: 'done', value } }).split('\n');
  };

  it('[I-24] puts the score first, and reasons of the same evidence into one sentence', () => {
    const reasons = [
      says(phrase`Its severity is critical.`, 'E3'),
      says(phrase`An exploit for it is known.`, 'E3'),
      says(phrase`${code('java')} led to the trigger.`, 'E4'),
      says(phrase`CISA lists it.`, 'E3'),
    ];
    expect(rendered(reasons)).toContain(
      '- **5/5** `CVE-1`, execution: its severity is critical, an exploit for it is known and CISA lists it [E3]. `java` led to the trigger [E4].',
    );
  });

  it('[I-24] keeps apart what rests on other evidence, and what has clauses of its own', () => {
    const reasons = [says(phrase`It is good for execution; so is the trigger.`, 'E3'), says(phrase`It is in use.`, 'E3')];
    expect(rendered(reasons).at(-1)).toContain('it is good for execution; so is the trigger [E3]. It is in use [E3].');
  });

  it('[I-24] tells findings that the gate refused in the same words once, each with its name', () => {
    const refused = ['Root', 'Host PID'].map((name) => says(phrase`${text(name)} is good for impact.`, 'E3'));
    const other = says(phrase`${text('Other')} is good for impact.`, 'E4');
    expect(rendered([], [...refused, other]).filter((line) => line.startsWith('- '))).toEqual([
      '- Root and Host PID: each is good for impact [E3].',
      '- Other is good for impact [E4].',
    ]);
  });
});

describe('coverage', () => {
  it.each([
    [168, '7 days'],
    [30, '30 h'],
    [24, '24 h'],
  ])('[X-10] tells %i hours as %s', (before, said) => {
    expect(renderCoverage({ ...storefrontCase, reach: { around: 2, before } })[0]).toBe(`Looked 2 h round the trigger and ${said} back:`);
  });

  it('[I-28] what begins with its own name does not say it twice', () => {
    const one = { name: 'audit', asked: 'audit: events of c1', status: 'skipped', reason: 'over the budget' } as const;
    const [note] = unfinished({ ...storefrontCase, coverage: [one] });
    expect(note?.phrase.map((part) => (typeof part === 'string' ? part : part.text)).join('')).toBe(
      'audit (events of c1): skipped, over the budget',
    );
  });
});

describe('attack flow', () => {
  const flow = (change: (value: AttackFlow) => AttackFlow): Case => {
    if (storefrontCase.flow.status !== 'done') throw new Error('no flow');
    return { ...storefrontCase, flow: { status: 'done', value: change(storefrontCase.flow.value) } };
  };

  it('[K-03] tells once how one step led to several, with the evidence of each', () => {
    const reason = (...cites: string[]) => says(phrase`Same key.`, ...cites);
    const links = [
      { from: 'S1', to: 'S2', inferred: false, reason: reason('E3', 'E4') },
      { from: 'S1', to: 'S3', inferred: false, reason: reason('E3', 'E9') },
      { from: 'S1', to: 'S4', inferred: true, reason: reason('E3', 'E9') },
    ];
    const told = renderFlowSection(flow((value) => ({ ...value, links })));
    expect(told).toContain('- S1 → S2, S3: Same key [E3][E4][E9].\n- S1 → S4 (inferred): Same key [E3][E9].');
  });

  it('[K-03] a row of repeats says when the last was', () => {
    const until = Date.UTC(2026, 5, 10, 9, 13, 23);
    const later = flow((value) => ({ ...value, steps: value.steps.map((step) => (step.times > 1 ? { ...step, until } : step)) }));
    expect(renderFlowSection(later)).toContain('(3 times, the last at 2026-06-10 09:13:23Z)');
    expect(renderFlowSection(storefrontCase)).toContain('(3 times)');
  });
});
