import { describe, expect, it } from 'vitest';
import { renderCase } from '../../../src/extension/core/report/caseFile.ts';
import { claimsDiff } from '../../../src/extension/core/report/claimsDiff.ts';
import { mergeCase } from '../../../src/extension/core/report/mergeCase.ts';
import { storefrontCase } from '../../fixtures/cases/storefront.ts';
import { laterCase, renumbered } from './laterCase.ts';

const old = renderCase(storefrontCase);
const fresh = renderCase(laterCase);
const nothing = { since: storefrontCase.completedAt, fresh: [], changed: [], gone: [] };

describe('[X-07] what a refresh tells otherwise', () => {
  it('names what is new, what is changed and what is gone, as plain text', () => {
    expect(claimsDiff(old, fresh)).toEqual({
      since: storefrontCase.completedAt,
      fresh: ['Ask who runs pool.example'],
      changed: [{ before: 'It fired 3 times within 40 s', after: 'It fired 5 times within 70 s' }],
      gone: ['Start org-trail again and read what was done while it was stopped'],
    });
  });

  it('is nothing where only the numbers of the evidence and the times of reading are others', () => {
    const later = { ...storefrontCase, completedAt: '2026-06-10T11:00:00.000Z', startedAt: '2026-06-10T10:59:00.000Z' };
    for (const shift of [1, 4, 7]) expect(claimsDiff(old, renderCase(renumbered(later, shift)))).toEqual(nothing);
  });

  it('is nothing of what a person wrote, changed or took out', () => {
    const edited = old
      .replace('- The node belongs', '- A note of mine [E3].\n- The node belongs')
      .replace('It fired 3 times', 'It fired thrice')
      .replace(/- S1 → S2.*\n/, '');
    expect(claimsDiff(edited, renderCase(renumbered(storefrontCase, 2)))).toEqual(nothing);
    const refreshed = mergeCase(edited, fresh);
    expect(claimsDiff(refreshed, fresh)).toEqual({ ...nothing, since: laterCase.completedAt });
  });

  it('does not count a step whose number moved because another came before it', () => {
    const { flow } = storefrontCase;
    if (flow.status !== 'done') throw new Error('it should have a flow');
    const steps = flow.value.steps.map((step) => ({ ...step, id: `S${Number(step.id.slice(1)) + 1}` }));
    const links = flow.value.links.map((link) => ({
      ...link,
      from: `S${Number(link.from.slice(1)) + 1}`,
      to: `S${Number(link.to.slice(1)) + 1}`,
    }));
    const [first] = steps;
    if (first === undefined) throw new Error('it should have steps');
    const before = { ...first, id: 'S1', at: first.at - 60_000, role: 'step' as const, action: ['A port is scanned'] };
    const moved = { ...flow, value: { ...flow.value, steps: [before, ...steps], links } };
    const diff = claimsDiff(old, renderCase({ ...storefrontCase, flow: moved }));
    expect(diff?.gone).toEqual([]);
    expect(diff?.fresh).toEqual([expect.stringContaining('A port is scanned')]);
    expect(diff?.changed).toEqual([]);
  });

  it('tells what data says as text, without the marks that kept it from being markup', () => {
    const hostile = {
      ...storefrontCase,
      nextChecks: [
        ...storefrontCase.nextChecks,
        { phrase: ['Look at ', { kind: 'text' as const, text: '[x](command:y) **b**' }], cites: storefrontCase.trigger.cites },
      ],
    };
    expect(claimsDiff(old, renderCase(hostile))?.fresh).toEqual(['Look at [x](command:y) **b**']);
  });

  it('is unknown for a text that is no case', () => {
    expect(claimsDiff('# notes', fresh)).toBeUndefined();
  });
});
