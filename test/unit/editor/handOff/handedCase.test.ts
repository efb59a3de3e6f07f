import { expect, it } from 'vitest';
import type { ToldCase } from '../../../../src/extension/core/model/case.ts';
import type { Tactic } from '../../../../src/extension/core/model/tactic.ts';
import { handedCase } from '../../../../src/extension/editor/handOff/handedCase.ts';
import { file, live } from './handOffWorld.ts';

const asItStands = { file, markdown: '# A case', verified: true };

function withRow(score: 1 | 2 | 3 | 4 | 5, tactic: Tactic): ToldCase {
  const row = { kind: 'vulnerability', finding: { kind: 'code', text: 'CVE-2022-22965' }, score, tactic, reasons: [] } as const;
  return { ...live, correlation: { status: 'done', value: { rows: [row], refused: [] } } };
}

it.each([
  [5, 'initial_access', true],
  [5, 'execution', true],
  [5, 'privilege_escalation', true],
  [5, 'impact', false],
  [4, 'execution', false],
] as const)('[H-02] a finding of %i/5 for %s is an incident: %s', (score, tactic, expected) => {
  expect(handedCase(withRow(score, tactic), asItStands).of.isIncident).toBe(expected);
});

it('[H-02] what was not correlated is no incident', () => {
  const told: ToldCase = { ...live, correlation: { status: 'failed', reason: 'x' } };
  expect(handedCase(told, asItStands).of.isIncident).toBe(false);
});

it('[X-08] it knows the hosts and accounts of its case', () => {
  const told: ToldCase = { ...live, trigger: { ...live.trigger, scope: { host: 'bastion', awsAccount: '210987654321' } } };
  const { known } = handedCase(told, asItStands).of;
  expect([known?.hosts, known?.accounts]).toEqual([expect.arrayContaining(['bastion']), expect.arrayContaining(['210987654321'])]);
});

it('[H-03] the source is the narrowest place that the case names, else the tenant', () => {
  const { resource, firstSentence, severity } = handedCase(live, asItStands).of;
  expect([resource, severity]).toEqual(['prod-eu-1/shop/storefront', 'high']);
  expect(firstSentence).toMatch(/^A shell spawned by Tomcat .*\.$/);
  expect(firstSentence).not.toMatch(/\[E\d+\]/);
  expect(handedCase({ ...live, trigger: { ...live.trigger, scope: {} } }, asItStands).of.resource).toBe('acme');
});
