import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { requestKey } from '../../../src/extension/core/remediate/journal/attempt.ts';
import type { JournalRecord } from '../../../src/extension/core/remediate/journal/journal.ts';
import { recordText } from '../../../src/extension/core/remediate/journal/recordText.ts';
import { fileJournal } from '../../../src/extension/node/journal.ts';
import { standingClock } from '../../fakes/standingClock.ts';
import { attempt, begun, workload } from '../remediate/journal/attempts.ts';

let parent: string;
let folder: string;
beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'journal-'));
  folder = join(parent, 'remediation', 'journal');
});
afterEach(async () => {
  await rm(parent, { recursive: true });
});

/** A window of its own. */
const window = () => fileJournal(folder, standingClock(begun), { write: (_level, message) => expect.fail(message) });

const other = (parts: Partial<JournalRecord> = {}) =>
  attempt({ attempt: 'b1', request: { surface: 'sysdig', type: 'PAUSE_CONTAINER', parameters: { 'container.id': 'c1' } }, ...parts });

/** A name as the journal gives it: a thousand attempts through the journal itself would be thousands of trips to the disk. */
function nameOf(record: JournalRecord): string {
  const hash = (text: string) => createHash('sha256').update(text).digest('hex');
  return `${hash(requestKey(record))}.${hash(record.attempt).slice(0, 32)}.json`;
}

describe('the journal in a folder', () => {
  it('[R-24] is for its owner only, and holds one file an attempt and nothing besides', async () => {
    await window().claim(attempt());
    await window().claim(other());
    await window().update('a1', { phase: 'submitted', executionId: 'x1' });
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
    const names = await readdir(folder);
    expect(names).toHaveLength(2);
    for (const name of names) expect((await stat(join(folder, name))).mode & 0o777).toBe(0o600);
  });

  it('[R-24] tells another window everything that was written ahead and what became of it, oldest first', async () => {
    const full = attempt({ intendedAt: begun + 5, captured: { about: 'paused', paused: false }, caseFile: 'case.md' });
    await window().claim(full);
    await window().claim(other({ said: 'password=hunter2 given' }));
    await window().update('a1', { phase: 'submitted', executionId: 'x1' });
    await window().update('a1', { phase: 'ended', status: 'failed', endedAt: begun + 9, said: 'token=abcdef refused' });
    const [first, second] = await window().all();
    expect(first).toEqual({ ...other(), said: expect.not.stringContaining('hunter2') });
    expect(second).toEqual({
      ...full,
      ...{ phase: 'ended', status: 'failed', executionId: 'x1', endedAt: begun + 9 },
      said: expect.any(String),
    });
    expect(second?.said).not.toContain('abcdef');
  });

  it('[R-24] keeps the next from beginning until there is an end, and while it is taken back', async () => {
    const again = attempt({ attempt: 'a2', window: 'w2' });
    await window().claim(attempt());
    expect(await window().claim(again)).toEqual({ by: attempt() });
    await window().update('a1', { phase: 'submitted' });
    expect(await window().claim(again)).toMatchObject({ by: { attempt: 'a1', phase: 'submitted' } });
    await window().update('a1', { phase: 'ended' });
    await window().update('a1', { phase: 'undoing' });
    expect(await window().claim(again)).toMatchObject({ by: { attempt: 'a1', phase: 'undoing' } });
    await window().update('a1', { phase: 'undone' });
    expect(await window().claim(again)).toBe('claimed');
  });

  it('[R-24] takes another request, and the same one at another tenant, for another matter', async () => {
    expect(await window().claim(attempt())).toBe('claimed');
    expect(await window().claim(other())).toBe('claimed');
    expect(await window().claim(attempt({ attempt: 'c1', tenant: { name: 'acme', region: 'us2', sample: false } }))).toBe('claimed');
    const port = { ...workload, 'network.port': '443' };
    expect(
      await window().claim(attempt({ attempt: 'd1', request: { surface: 'sysdig', type: 'ISOLATE_NETWORK', parameters: port } })),
    ).toBe('claimed');
  });

  it('[R-24] lets one window alone begin to take something back', async () => {
    await window().claim(attempt({ phase: 'ended', status: 'done' }));
    const both = await Promise.allSettled([1, 2].map(() => window().update('a1', { phase: 'undoing' })));
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  });

  it('[R-24] loses no change where windows tell several at once', async () => {
    await window().claim(attempt());
    const changes = [{ executionId: 'x1' }, { said: 'on its way' }, { status: 'done' }, { endedAt: begun + 3 }] as const;
    await Promise.all(changes.map((change) => window().update('a1', change)));
    expect(await window().all()).toEqual([{ ...attempt(), executionId: 'x1', said: 'on its way', status: 'done', endedAt: begun + 3 }]);
  });

  it('begins no attempt under a name that was used, and knows none that was not', async () => {
    await window().claim(attempt({ phase: 'ended' }));
    await expect(window().claim(attempt())).rejects.toMatchObject({ reason: 'refused' });
    await expect(window().update('nobody', { said: 'x' })).rejects.toMatchObject({ reason: 'notFound' });
    expect(await readdir(folder)).toHaveLength(1);
  });

  it('forgets one attempt, and only that one', async () => {
    await window().claim(attempt());
    await window().claim(other());
    await window().forget('a1');
    await window().forget('nobody');
    expect(await window().all()).toEqual([other()]);
    expect(await window().claim(attempt({ attempt: 'a2' }))).toBe('claimed');
  });

  it('[R-24] holds a thousand attempts and still finds the one in the way', async () => {
    const past = Array.from({ length: 999 }, (_, at) => {
      const request = { surface: 'sysdig', type: 'PAUSE_CONTAINER', parameters: { 'container.id': `c${at}` } } as const;
      return attempt({ attempt: `past-${at}`, request, phase: 'ended', intendedAt: begun - 1_000 + at });
    });
    expect(await window().claim(attempt())).toBe('claimed');
    for (const record of past) await writeFile(join(folder, nameOf(record)), recordText(record), { mode: 0o600 });
    expect(await window().all()).toEqual([...past, attempt()]);
    expect(await window().claim(attempt({ attempt: 'a2' }))).toEqual({ by: attempt() });
  });
});
