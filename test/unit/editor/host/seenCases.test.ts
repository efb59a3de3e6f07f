import { expect, it } from 'vitest';
import { createSeenCases } from '../../../../src/extension/editor/investigation/seenCases.ts';
import { fakeMemento } from '../../../fakes/memento.ts';
import { storefrontCase } from '../../../fixtures/cases/storefront.ts';

const at = Date.parse(storefrontCase.completedAt);

it('[I-01] a case is seen under its group and event, and under the groups that were folded into it, also after a reload', () => {
  const memento = fakeMemento();
  createSeenCases(memento).remember(storefrontCase);
  const seen = createSeenCases(memento);
  const { trigger, incident } = storefrontCase;
  const folded = incident.status === 'done' ? incident.value.groups.map((group) => group.id) : [];
  expect(folded.length).toBeGreaterThan(0);
  for (const id of [trigger.eventId, trigger.groupId, ...folded]) expect(seen.seenAt(id ?? '')).toBe(at);
});

it('[I-01] the newer of two sightings counts, and a time that is none never does', () => {
  const seen = createSeenCases(fakeMemento());
  const told: unknown[] = [];
  seen.onDidChange(() => told.push(1));
  seen.learn([{ eventId: 'a', completed: '2026-06-10T09:00:00Z' }]);
  seen.learn([{ eventId: 'a', completed: '2026-06-09T09:00:00Z' }, { eventId: 'b', completed: 'yesterday' }, { eventId: 'c' }]);
  expect(seen.seenAt('a')).toBe(Date.UTC(2026, 5, 10, 9));
  expect([seen.seenAt('b'), seen.seenAt('c')]).toEqual([undefined, undefined]);
  expect(told).toHaveLength(1);
});
