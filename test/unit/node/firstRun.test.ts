import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { firstRunMarker } from '../../../src/extension/node/firstRun.ts';

const clock = { now: () => 0, sleep: async () => undefined };

describe('[C-08] the first-run marker', () => {
  let home: string;
  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'first-run-'));
  });
  afterEach(() => rm(home, { recursive: true }));

  it('is created with its folders, where other tools look for it', async () => {
    const marker = firstRunMarker(home, clock);
    expect(await marker.exists()).toBe(false);
    await marker.create();
    expect(await marker.exists()).toBe(true);
    expect(await readFile(join(home, '.config/sysdig-bloom/disclaimer-shown-v1'), 'utf8')).toBe('1970-01-01T00:00:00.000Z\n');
  });

  it('leaves the marker of another tool as it is', async () => {
    const path = join(home, '.config/sysdig-bloom/disclaimer-shown-v1');
    await mkdir(join(home, '.config/sysdig-bloom'), { recursive: true });
    await writeFile(path, 'theirs');
    await firstRunMarker(home, clock).create();
    expect(await readFile(path, 'utf8')).toBe('theirs');
  });

  it('tells that the home folder can not be used', async () => {
    await writeFile(join(home, '.config'), 'a file where a folder should be');
    const marker = firstRunMarker(home, clock);
    await expect(marker.exists()).rejects.toMatchObject({ name: 'Failure', why: expect.stringContaining('ENOTDIR') });
    await expect(marker.create()).rejects.toMatchObject({ name: 'Failure' });
  });
});
