import { expect, it } from 'vitest';
import { renderCase } from '../../../src/extension/core/report/caseFile.ts';
import { verifyCase } from '../../../src/extension/core/report/verify/verifyCase.ts';
import { groups, hostileCase } from './hostileCases.ts';

const names = [
  '# heading',
  '- item',
  '1. item',
  '---',
  '=====',
  '> quote',
  '`code` ``more``',
  '~~~',

  '[E7]',
  '"quoted"',
];

it.each(names)('[X-01] [K-07] a case of the tenant whose names hold %j has no finding as long as nobody touches it', async (name) => {
  for (const group of [groups.webShell, groups.podExec]) {
    const finished = await hostileCase(group, [name], 0, 'beside');
    const answers = new Map(finished.evidence.map(({ id, raw }) => [id, raw]));
    expect(verifyCase(renderCase(finished), answers)).toEqual({ standing: 'verified', findings: [] });
  }
});
