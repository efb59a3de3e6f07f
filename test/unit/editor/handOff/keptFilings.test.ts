import { describe, expect, it } from 'vitest';
import { createKeptFilings } from '../../../../src/extension/editor/handOff/keptFilings.ts';
import { fakeMemento } from '../../../fakes/memento.ts';

const day = 86_400_000;
const ticket = { key: 'RUNTIME-1', link: 'https://acme.atlassian.net/browse/RUNTIME-1' };

describe('[H-02] what was filed', () => {
  it('is known after a reload, and so is a try without an answer', async () => {
    const memento = fakeMemento();
    const before = createKeptFilings(memento);
    await before.set('Jira a', { at: 1, ticket });
    await before.set('Jira b', { at: 2 });
    const after = createKeptFilings(memento);
    expect([after.get('Jira a'), after.get('Jira b'), after.get('Jira c')]).toEqual([{ at: 1, ticket }, { at: 2 }, undefined]);
    await after.delete('Jira a');
    expect(createKeptFilings(memento).get('Jira a')).toBeUndefined();
  });

  it('is kept for a month, the newest two hundred', async () => {
    const memento = fakeMemento();
    const filings = createKeptFilings(memento);
    await filings.set('old', { at: 0 });
    for (let index = 0; index < 210; index += 1) await filings.set(`new ${index}`, { at: 31 * day + index });
    expect([filings.get('old'), filings.get('new 9'), filings.get('new 10')]).toEqual([undefined, undefined, { at: 31 * day + 10 }]);
    expect(JSON.stringify(memento.get('handOffFilings')).length).toBeLessThan(10_000);
  });

  it('of another version or by another hand is as good as nothing', async () => {
    const memento = fakeMemento();
    await memento.update('handOffFilings', [['Jira a', { at: 'x' }]]);
    expect(createKeptFilings(memento).get('Jira a')).toBeUndefined();
  });
});
