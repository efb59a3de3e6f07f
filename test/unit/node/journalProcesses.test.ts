import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fileJournal } from '../../../src/extension/node/journal.ts';
import { systemClock } from '../../../src/extension/node/systemClock.ts';

const script = fileURLToPath(new URL('journalWindow.ts', import.meta.url));

let parent: string;
let folder: string;
const children: ChildProcessWithoutNullStreams[] = [];
beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'journal-'));
  folder = join(parent, 'journal');
});
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await rm(parent, { recursive: true });
});

/** A window as a process of its own, ready to begin. `go` lets it claim and gives who has each request. */
async function window(name: string, attempts: number) {
  const child = spawn(process.execPath, [script, folder, name, String(attempts)], { stdio: 'pipe' });
  children.push(child);
  const lines = createInterface({ input: child.stdout });
  await once(lines, 'line');
  return {
    go: async (): Promise<readonly string[]> => {
      const said = once(lines, 'line');
      child.stdin.write('go\n');
      return JSON.parse(String((await said)[0]));
    },
    crash: async () => {
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      expect((await gone)[1]).toBe('SIGKILL');
    },
  };
}

describe('windows that are processes', () => {
  it('[R-24] never both have the same request, and one of them always has it', async () => {
    const windows = await Promise.all([window('a', 40), window('b', 40)]);
    const [a = [], b = []] = await Promise.all(windows.map(({ go }) => go()));
    expect(a).toHaveLength(40);
    expect(b).toEqual(a);
    const kept = await fileJournal(folder, systemClock, { write: () => undefined }).all();
    expect(kept.map((record) => record.attempt).toSorted()).toEqual([...a].toSorted());
  });

  it('[R-24] leave what they claimed in the way when they crash, until somebody decides', async () => {
    const other = await window('a', 1);
    await other.go();
    await other.crash();
    const again = await window('b', 1);
    expect(await again.go()).toEqual(['a-0']);
    const journal = fileJournal(folder, systemClock, { write: () => undefined });
    expect(await journal.all()).toMatchObject([{ attempt: 'a-0', phase: 'intended', window: 'a' }]);
    await journal.update('a-0', { phase: 'ended', status: 'failed', unclear: true });
    const third = await window('c', 1);
    expect(await third.go()).toEqual(['c-0']);
  });
});
