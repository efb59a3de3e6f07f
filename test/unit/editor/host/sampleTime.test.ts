import { expect, it } from 'vitest';
import { sampleBegin } from '../../../../src/extension/editor/connection/sampleTime.ts';
import { createSampleTenant } from '../../../../src/extension/sample/tenant.ts';
import { fakeMemento } from '../../../fakes/memento.ts';

const now = Date.UTC(2026, 5, 10, 9, 41);
const minute = 60_000;

it('[K-10] a window that is reloaded finds the sample tenant as it was, and one of the next day a fresh one', () => {
  const memento = fakeMemento();
  const instants = [0, 5, 479, 480, 485].map((later) => sampleBegin(memento, now + later * minute));
  expect(instants).toEqual([now, now, now, now + 480 * minute, now + 480 * minute]);
});

it('[K-10] a clock that was set back does not put the incidents into the future', () => {
  const memento = fakeMemento();
  sampleBegin(memento, now);
  expect(sampleBegin(memento, now - minute)).toBe(now - minute);
});

it('[K-10] the incidents keep their events and instants while the day goes on', () => {
  const [first, later] = [0, 30].map((minutes) => createSampleTenant({ now: () => now + minutes * minute, begin: now }));
  const stored = (first?.world.events ?? []).map(({ id, timestamp }) => [id, timestamp]);
  expect(stored).not.toEqual([]);
  expect(later?.world.events.map(({ id, timestamp }) => [id, timestamp])).toEqual(stored);
});
