import { describe, expect, it } from 'vitest';
import { emptyWorld, milliseconds, type World } from '../../../src/extension/sample/world.ts';
import type { Incident, Truth } from '../../fixtures/incidents/incident.ts';
import { incidents } from '../../fixtures/incidents/incidents.ts';

const now = Date.UTC(2026, 5, 10, 9, 41);
const told = incidents.map((incident) => ({ name: incident.name, ...tell(incident) }));

function tell(incident: Incident): { world: World; truth: Truth } {
  const world = emptyWorld();
  return { truth: incident.tell(world, now), world };
}

it('every incident has a name of its own, in file-name spelling', () => {
  const names = incidents.map((incident) => incident.name);
  expect(names).toEqual([...new Set(names)]);
  for (const name of names) expect(name).toMatch(/^[a-z]+(-[a-z]+)+$/);
});

describe.each(told)('the truth of $name', ({ world, truth }) => {
  const events = new Map(world.events.map((event) => [event.id, event.timestamp]));
  const groups = new Set(world.groups.map((group) => group.id));
  const threats = new Set(world.threats.map((threat) => threat.id));
  const at = (id: string) => events.get(id) ?? -1n;

  it('names only events, threats and groups that the world holds', () => {
    const known = (id: string) => events.has(id) || groups.has(id) || threats.has(id);
    expect([...truth.steps, ...truth.apart].filter((id) => !events.has(id))).toEqual([]);
    expect([...truth.groups, ...truth.notGroups].filter((id) => !groups.has(id))).toEqual([]);
    expect(truth.triggers.filter((id) => !known(id))).toEqual([]);
    expect(truth.triggers).not.toEqual([]);
  });

  it('tells the steps oldest first, each once and none of the past', () => {
    expect(truth.steps).toEqual([...new Set(truth.steps)].sort((a, b) => (at(a) < at(b) ? -1 : 1)));
    expect(world.events.filter((event) => milliseconds(event.timestamp) > now)).toEqual([]);
  });

  it('tells of every event whether it belongs or not', () => {
    expect(truth.steps.filter((id) => truth.apart.includes(id))).toEqual([]);
    expect([...events.keys()].filter((id) => !truth.steps.includes(id) && !truth.apart.includes(id))).toEqual([]);
  });

  it('links causes to later effects, between steps', () => {
    expect(truth.links.flat().filter((id) => !truth.steps.includes(id))).toEqual([]);
    expect(truth.links.filter(([cause, effect]) => at(cause) >= at(effect))).toEqual([]);
  });

  it('takes each group in or leaves it out, not both', () => {
    expect(truth.groups.filter((id) => truth.notGroups.includes(id))).toEqual([]);
    expect([...groups].filter((id) => !truth.groups.includes(id) && !truth.notGroups.includes(id))).toEqual([]);
  });

  it('names tactics for each of its triggers, where they differ, and for nothing else', () => {
    const named = Array.isArray(truth.tactic) ? truth.triggers : Object.keys(truth.tactic);
    expect([...named].sort()).toEqual([...truth.triggers].sort());
  });
});
