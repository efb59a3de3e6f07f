import fc from 'fast-check';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { Grants } from '../../../../src/extension/core/remediate/places/grants.ts';
import { violationsIn } from './rehearsed.ts';
import { type Script, type Step, scripts } from './script.ts';
import { type Check, forgetfulJournal } from './withoutChecks.ts';

const removed = vi.hoisted(() => new Set<string>());

vi.mock('../../../../src/extension/core/model/confirmation.ts', async () => {
  const { confirmations } = await import('./withoutChecks.ts');
  return confirmations((check) => removed.has(check));
});

vi.mock('../../../../src/extension/core/remediate/session/withinGrants.ts', async (original) => {
  const real = await original<typeof import('../../../../src/extension/core/remediate/session/withinGrants.ts')>();
  const withinGrants: typeof real.withinGrants = (machine, grants) =>
    removed.has('reading') ? machine : real.withinGrants(machine, grants);
  return { withinGrants };
});

vi.mock('../../../../src/extension/core/remediate/propose/scope.ts', async (original) => {
  const real = await original<typeof import('../../../../src/extension/core/remediate/propose/scope.ts')>();
  const outOfScope: typeof real.outOfScope = (...given) => (removed.has('scope') ? undefined : real.outOfScope(...given));
  return { ...real, outOfScope };
});

vi.mock('../../../../src/extension/core/remediate/session/placeNow.ts', async (original) => {
  const real = await original<typeof import('../../../../src/extension/core/remediate/session/placeNow.ts')>();
  const placeNow: typeof real.placeNow = async (...given) =>
    removed.has('context') ? { place: 'here', where: 'here' } : real.placeNow(...given);
  return { ...real, placeNow };
});

vi.mock('../../../../src/extension/core/remediate/session/liveOf.ts', async (original) => {
  const real = await original<typeof import('../../../../src/extension/core/remediate/session/liveOf.ts')>();
  const liveOf: typeof real.liveOf = (state) => real.liveOf(removed.has('readOnly') ? { ...state, readOnly: false } : state);
  return { ...real, liveOf };
});

beforeEach(() => {
  vi.restoreAllMocks();
  removed.clear();
});

/** What the sequences find first without one check of the product: that they find nothing with all of them, the other files show. */
async function foundWithout(check: Check, windows: 1 | 2, first: readonly Step[] = []): Promise<readonly string[]> {
  removed.add(check);
  if (check === 'writing') vi.spyOn(Grants.prototype, 'mayAskWrite').mockReturnValue(true);
  if (check === 'revoked') vi.spyOn(Grants.prototype, 'revoke').mockReturnValue(undefined);
  const setting = check === 'claim' ? { journal: forgetfulJournal } : {};
  let found: readonly string[] = [];
  const quiet = async (script: Script): Promise<boolean> => {
    found = await violationsIn(script, setting);
    return found.length === 0;
  };
  await fc.check(fc.asyncProperty(scripts(windows, first), quiet), { numRuns: 4_000, endOnFailure: true });
  return found;
}

/** The list is made anew for another server of the same name, while the dialog of a command may be open. */
const movedMeanwhile: readonly Step[] = [
  { does: 'act', slot: 0, type: 'run', pick: 0 },
  { does: 'pointAndProbe', slot: 0, place: 1 },
];

const without = 'is taken away, and the sequences find it';

describe('a check of the product', () => {
  it(`[R-13] that a yes is for this request alone ${without}`, async () => {
    expect(await foundWithout('request', 1)).toContainEqual(expect.stringMatching(/without a yes of its own/));
  });
  it(`[R-13] that what runs is what was shown, its place with it, ${without}`, async () => {
    expect(await foundWithout('shown', 1, movedMeanwhile)).toContainEqual(expect.stringMatching(/since it was confirmed|another account/));
  });
  it(`[R-13] that a yes counts once ${without}`, async () => {
    expect(await foundWithout('singleUse', 1)).toContainEqual(expect.stringMatching(/without a yes of its own/));
  });
  it(`[R-03] the read grant, right before each start, ${without}`, async () => {
    expect(await foundWithout('reading', 1)).toContainEqual(expect.stringMatching(/while (reading|the grant) was/));
  });
  it(`[R-15] the write grant ${without}`, async () => {
    expect(await foundWithout('writing', 1)).toContainEqual(expect.stringMatching(/while the grant was readOnly/));
  });
  it(`[X-12] the revocation ${without}`, async () => {
    expect(await foundWithout('revoked', 1)).toContainEqual(expect.stringMatching(/while (reading|the grant) was none/));
  });
  it(`[R-23] the scope ${without}`, async () => {
    expect(await foundWithout('scope', 1)).toContainEqual(expect.stringMatching(/ is on "/));
  });
  it(`[R-05] the place of the tools ${without}`, async () => {
    expect(await foundWithout('context', 1)).toContainEqual(expect.stringMatching(/since it was confirmed|points at|another account/));
  });
  it(`[X-12] the read-only switch ${without}`, async () => {
    expect(await foundWithout('readOnly', 1)).toContainEqual(expect.stringMatching(/while read-only was on/));
  });
  it(`[R-24] the claim that is written ahead ${without}`, async () => {
    expect(await foundWithout('claim', 2)).toContainEqual(expect.stringMatching(/again, begun at \d+ without an end/));
  });
}, 200_000);
