import { chmod, lstat, mkdir, mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Failure } from '../../../src/extension/core/model/failure.ts';
import { readOwnCaseFile, writeCaseFile } from '../../../src/extension/node/caseFiles.ts';

const name = { id: '18bc3a1fd67663c74df811d3543b5a73', at: new Date('2026-06-10T09:41:59Z') };
const fileName = 'sysdig-runtime-investigate-18bc3a1fd676-20260610-0941.md';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'case-files-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('writing a case file', () => {
  it('[K-01] names it after event and minute, for its owner only, whatever the umask', async () => {
    const before = process.umask(0o000);
    try {
      const path = await writeCaseFile(name, 'text', folder);
      expect(path).toBe(join(folder, fileName));
      expect((await stat(path)).mode & 0o777).toBe(0o600);
      expect(await readFile(path, 'utf8')).toBe('text');
    } finally {
      process.umask(before);
    }
  });

  it('[K-01] never overwrites: further cases of a minute are numbered', async () => {
    const first = await writeCaseFile(name, 'one', folder);
    const second = await writeCaseFile(name, 'two', folder);
    expect(second).toBe(join(folder, fileName.replace('.md', '-2.md')));
    expect(await readFile(first, 'utf8')).toBe('one');
  });

  it('[K-01] follows no symlink that waits under its name, dangling or not', async () => {
    const victim = join(folder, 'victim');
    await writeFile(victim, 'untouched');
    await symlink(victim, join(folder, fileName));
    await symlink(join(folder, 'made-by-us'), join(folder, fileName.replace('.md', '-2.md')));
    const path = await writeCaseFile(name, 'text', folder);
    expect(path).toBe(join(folder, fileName.replace('.md', '-3.md')));
    expect(await readFile(victim, 'utf8')).toBe('untouched');
    await expect(lstat(join(folder, 'made-by-us'))).rejects.toThrow('ENOENT');
  });

  it.each([
    ['0197a3c2-7d10-7f00-8a11-5b2f6c0d9e01', '0197a3c27d10'],
    ['../../etc/passwd', '[0-9a-f]{12}'],
    ['', '[0-9a-f]{12}'],
  ])('[K-01] takes twelve hex digits from the id %j, never a path', async (id, twelve) => {
    const path = await writeCaseFile({ ...name, id }, 'text', folder);
    expect(path).toMatch(new RegExp(`^${folder}/sysdig-runtime-investigate-${twelve}-20260610-0941\\.md$`));
  });

  it('[V-20] says in three lines that a folder can not be written to', async () => {
    const failure = await writeCaseFile(name, 'text', join(folder, 'absent')).catch((error: unknown) => error);
    expect(Failure.is(failure, 'refused') && failure.why).toContain('ENOENT');
  });
});

describe('reading a case file back', () => {
  const ours = (text: string) => text === 'ours';

  it('[K-01] reads its own', async () => {
    const path = await writeCaseFile(name, 'ours', folder);
    expect(await readOwnCaseFile(path, ours)).toEqual({ status: 'own', text: 'ours' });
  });

  it('[K-01] refuses a symlink, another mode, a folder and a strange footer', async () => {
    const path = await writeCaseFile(name, 'ours', folder);
    const link = join(folder, 'link.md');
    await symlink(path, link);
    expect(await readOwnCaseFile(link, ours)).toMatchObject({ status: 'foreign', reason: 'it is a symbolic link' });
    await chmod(path, 0o644);
    expect(await readOwnCaseFile(path, ours)).toMatchObject({ status: 'foreign', reason: 'others may read or change it' });
    await mkdir(join(folder, 'dir.md'));
    expect(await readOwnCaseFile(join(folder, 'dir.md'), ours)).toMatchObject({ status: 'foreign', reason: 'it is not a regular file' });
    const strange = await writeCaseFile(name, 'theirs', folder);
    expect(await readOwnCaseFile(strange, ours)).toMatchObject({ status: 'foreign' });
  });

  it('[K-01] tells a vanished file apart', async () => {
    expect(await readOwnCaseFile(join(folder, 'gone.md'), ours)).toEqual({ status: 'gone' });
  });
});
