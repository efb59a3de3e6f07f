import { writeFileSync } from 'node:fs';
import { chmod, lstat, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeBeside, writeCaseFile } from '../../../src/extension/node/caseFiles.ts';
import { rewriteCaseFile, writeCaseCopy } from '../../../src/extension/node/rewriteCaseFile.ts';

const name = { id: '18bc3a1fd67663c74df811d3543b5a73', at: new Date('2026-06-10T09:41:59Z') };
const ours = (text: string) => text.startsWith('ours');

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rewrite-'));
  path = await writeCaseFile(name, 'ours', folder);
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

describe('rewriting a case file', () => {
  it('[K-12] gives what stands there to who revises it, keeps it for its owner only, and leaves nothing beside', async () => {
    const done = await rewriteCaseFile(path, ours, (text) => `${text} and more`);
    expect(done).toEqual({ status: 'done', before: 'ours', after: 'ours and more' });
    expect(await readFile(path, 'utf8')).toBe('ours and more');
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(await readdir(folder)).toHaveLength(1);
  });

  it('[K-01] touches nothing that is not ours: gone, of another case, open to others, or a symlink', async () => {
    const never = () => {
      throw new Error('it must not be revised');
    };
    expect(await rewriteCaseFile(join(folder, 'gone.md'), ours, never)).toEqual({ status: 'gone' });
    expect(await rewriteCaseFile(path, () => false, never)).toMatchObject({ status: 'foreign' });
    const link = join(folder, 'link.md');
    await symlink(path, link);
    expect(await rewriteCaseFile(link, ours, never)).toMatchObject({ status: 'foreign', reason: 'it is a symbolic link' });
    await chmod(path, 0o644);
    expect(await rewriteCaseFile(path, ours, never)).toMatchObject({ status: 'foreign', reason: 'others may read or change it' });
    expect(await readFile(path, 'utf8')).toBe('ours');
  });

  /** Another program writes into the file while we revise what we read of it. */
  const disturbedBy = (writes: readonly string[]) => {
    const left = [...writes];
    return rewriteCaseFile(path, ours, (text) => {
      const next = left.shift();
      if (next !== undefined) writeFileSync(path, next);
      return `${text}, revised`;
    });
  };

  it('[K-12] reads and revises again what another program changed meanwhile', async () => {
    expect(await disturbedBy(['ours, theirs'])).toMatchObject({ status: 'done', before: 'ours, theirs' });
    expect(await readFile(path, 'utf8')).toBe('ours, theirs, revised');
  });

  it('[K-12] gives up after the second time, and leaves what they wrote', async () => {
    await expect(disturbedBy(['ours 1', 'ours 2'])).rejects.toMatchObject({ reason: 'conflict' });
    expect(await readFile(path, 'utf8')).toBe('ours 2');
    expect(await readdir(folder)).toHaveLength(1);
  });

  it('[K-12] loses nothing where two windows rewrite the same file at once', async () => {
    const add = (word: string) => rewriteCaseFile(path, ours, (text) => `${text} ${word}`);
    const done = await Promise.all(['a', 'b'].map(add));
    expect(done.map(({ status }) => status)).toEqual(['done', 'done']);
    expect((await readFile(path, 'utf8')).split(' ').toSorted()).toEqual(['a', 'b', 'ours']);
  });

  it('[V-20] says in three lines that nothing can be written beside it, and leaves the file as it was', async () => {
    // No system takes a longer name for the file that is written first; a folder without write access would let the superuser in.
    const long = join(folder, `${'x'.repeat(250)}.md`);
    await writeFile(long, 'ours', { mode: 0o600 });
    const refused = rewriteCaseFile(long, ours, (text) => `${text}!`);
    await expect(refused).rejects.toMatchObject({
      reason: 'refused',
      what: expect.any(String),
      why: expect.any(String),
      fix: expect.any(String),
    });
    expect(await readFile(long, 'utf8')).toBe('ours');
  });

  it('takes over what a crash left beside it', async () => {
    await writeFile(`${path}.writing`, 'half');
    expect(await rewriteCaseFile(path, ours, () => 'ours again')).toMatchObject({ status: 'done' });
    expect(await readFile(path, 'utf8')).toBe('ours again');
  });
});

describe('beside a case file', () => {
  it('[K-06] a report has its name, is for its owner only, and replaces none', async () => {
    const first = await writeBeside(path, '.html', 'one');
    expect(first).toBe(path.replace('.md', '.html'));
    expect((await stat(first)).mode & 0o777).toBe(0o600);
    expect(await writeBeside(path, '.html', 'two')).toBe(path.replace('.md', '-2.html'));
    expect(await readFile(first, 'utf8')).toBe('one');
  });

  it('[K-12] a copy is for its owner only and follows no symlink', async () => {
    const victim = join(folder, 'victim');
    await writeFile(victim, 'untouched');
    const copy = join(folder, 'copy.md');
    await symlink(victim, copy);
    await writeCaseCopy(copy, 'ours');
    expect(await readFile(victim, 'utf8')).toBe('untouched');
    expect((await lstat(copy)).isFile()).toBe(true);
    expect((await stat(copy)).mode & 0o777).toBe(0o600);
  });
});
