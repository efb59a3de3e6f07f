import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { background } from '../../../src/extension/sample/background.ts';
import { cloudtrailSignals } from '../../../src/extension/sample/import/cloudtrail.ts';
import { type Recorded, replay } from '../../../src/extension/sample/import/recording.ts';
import { hexId, type World } from '../../../src/extension/sample/world.ts';
import type { Incident } from '../../fixtures/incidents/incident.ts';
import { chainOf, investigateIncident } from '../../fixtures/incidents/measure.ts';

const recordings = new URL('../../../../shared/data/cloudtrail/', import.meta.url).pathname;
const absent = !existsSync(recordings);
const files = absent ? [] : readdirSync(recordings).sort();
const second = 1_000_000_000n;
const oneAccount = '111122223333';

type Detonation = { readonly file: string; readonly records: readonly Recorded[] };

/** Every recording on one timeline: the long ones begin seconds apart, so that their records interleave, the short ones lie within two hours. */
function mixed(rewrite: (text: string, file: string) => string = (text) => text): readonly Detonation[] {
  return files.map((file, index) => {
    const records = cloudtrailSignals(rewrite(readFileSync(`${recordings}${file}`, 'utf8'), file));
    const first = records.toSorted(byTime)[0]!.at;
    const begin = BigInt(records.length > 5 ? index * 7 : index * 600) * second;
    return { file, records: records.map((record) => ({ ...record, at: record.at - first + begin })) };
  });
}

function byTime(a: Recorded, b: Recorded): number {
  return Number(a.at - b.at);
}

function incidentOf(detonations: readonly Detonation[], own: Detonation): Incident {
  return {
    name: own.file,
    tell: (world: World, now) => {
      const { world: replayed } = replay(
        detonations.flatMap(({ records }) => records),
        now,
      );
      world.events.push(...replayed.events);
      world.groups.push(...replayed.groups);
      world.threats.push(...replayed.threats);
      for (const [group, resources] of replayed.resources) world.resources.set(group, resources);
      background(world, now);
      const told = own.records.toSorted((a, b) => a.severity - b.severity || Number(a.at - b.at)).map(({ key }) => hexId(key));
      return {
        triggers: told.slice(0, 1),
        // All that a detonation did is its chain; what the others did at that time is not.
        steps: told,
        apart: detonations.flatMap((other) => (other === own ? [] : other.records.map(({ key }) => hexId(key)))),
        links: [],
        boundaries: ['cloud'],
        groups: [],
        notGroups: [],
        tactic: [],
        entry: 'unknown',
      };
    },
  };
}

async function measured(detonations: readonly Detonation[], file: string) {
  const incident = incidentOf(detonations, detonations.find((one) => one.file === file)!);
  const trigger = hexId(
    detonations.find((one) => one.file === file)!.records.toSorted((a, b) => a.severity - b.severity || Number(a.at - b.at))[0]!.key,
  );
  const { found, truth } = await investigateIncident(incident, trigger);
  const chain = chainOf(found);
  const hits = truth.steps.filter((id) => chain.has(id)).length;
  return { found, recall: hits / truth.steps.length, precision: hits / chain.size };
}

describe.skipIf(absent)(`recorded detonations${absent ? ' SKIPPED: the folder shared/data/cloudtrail is absent' : ''}`, () => {
  it('are mixed: records of different detonations alternate', () => {
    const order = mixed()
      .flatMap(({ file, records }) => records.map(({ at }) => ({ file, at })))
      .toSorted((a, b) => Number(a.at - b.at))
      .map(({ file }) => file);
    const changes = order.filter((file, index) => index > 0 && file !== order[index - 1]).length;
    expect(changes).toBeGreaterThan(3 * files.length);
  });

  it.each(files)('[I-05] [K-03] from one event of %s its steps are found, and no other detonation’s', async (file) => {
    const { recall, precision } = await measured(mixed(), file);
    expect({ recall, precision }).toEqual({ recall: 1, precision: 1 });
  });

  it.each(files)('[I-05] [K-03] the same where all of them ran in one account under one user: %s', async (file) => {
    const { recall, precision } = await measured(
      mixed((text) => text.replaceAll(/\b\d{12}\b/g, oneAccount)),
      file,
    );
    expect({ recall, precision }).toEqual({ recall: 1, precision: 1 });
  });

  it.each(files)('[X-13] the user agent of %s makes a test tool the favoured explanation', async (file) => {
    const { found } = await measured(mixed(), file);
    expect(found.explanations.filter(({ standing }) => standing === 'favoured').map(({ kind }) => kind)).toEqual(['testTool']);
  });
});
