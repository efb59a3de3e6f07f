import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseCaseFooter } from '../../../src/extension/core/report/parseCaseFooter.ts';
import { headless } from './runHeadless.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'headless-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** Three lines that say what, why and the fix; nothing of the program's inside. */
function expectThreeLines(stderr: string) {
  const lines = stderr.trimEnd().split('\n');
  expect(lines.slice(-3).every((line) => line.length > 10)).toBe(true);
  expect(stderr).not.toMatch(/^\s+at .*:\d+/m);
}

describe('headless on the sample tenant', { timeout: 60_000 }, () => {
  it('[X-15] prints the case as JSON alone on stdout, tells its steps on stderr, and writes no file', async () => {
    const { code, stdout, stderr } = await headless(['--sample', '--top', '--json'], { TMPDIR: folder });
    const found = JSON.parse(stdout);
    expect(found.schema).toBe(1);
    expect(found.tenant.sample).toBe(true);
    expect(found.evidence.length).toBeGreaterThan(3);
    expect(found.evidence.every((one: { source?: { tool?: string } }) => one.source?.tool)).toBe(true);
    expect(found.calls.every((call: { took?: number }) => typeof call.took === 'number')).toBe(true);
    expect(stderr.trim()).not.toBe('');
    expect([0, 6]).toContain(code);
    expect(code === 6).toBe(
      found.status === 'partial' ||
        found.coverage.some(
          (one: { truncated?: { shown: number; total?: number } }) => one.truncated && one.truncated.shown !== one.truncated.total,
        ),
    );
    expect(await readdir(folder)).toEqual([]);
  });

  it('[X-15] writes the case file and names it in the summary', async () => {
    const { stdout } = await headless(['--sample', '--top', '--out', folder]);
    const [file = ''] = await readdir(folder);
    expect(file).toMatch(/^sysdig-runtime-investigate-[0-9a-f]{12}-\d{8}-\d{4}\.md$/);
    expect(stdout).toContain(join(folder, file));
    expect(parseCaseFooter(await readFile(join(folder, file), 'utf8')).status).toBe('ok');
  });

  it('[X-15] ends with 5 for an id that the tenant does not know', async () => {
    const { code, stdout, stderr } = await headless(['--sample', '00000000000000000000000000000000', '--json']);
    expect(code).toBe(5);
    expect(stdout).toBe('');
    expectThreeLines(stderr);
  });

  it('[X-15] ends with 2 for a command line that it does not understand', async () => {
    const { code, stdout, stderr } = await headless(['--sample']);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expectThreeLines(stderr);
  });
});

describe('headless without a tenant', { timeout: 60_000 }, () => {
  it('[X-15] ends with 3 when the token is not set', async () => {
    const { code, stderr } = await headless(['--url', 'http://127.0.0.1:1/mcp', '--token-env', 'NOT_SET', '--top']);
    expect(code).toBe(3);
    expect(stderr).toContain('NOT_SET');
    expectThreeLines(stderr);
  });

  it('[X-15] ends with 4 when nothing answers', async () => {
    const { code, stdout, stderr } = await headless(['--url', 'http://127.0.0.1:1/mcp', '--token-env', 'TOKEN', '--top'], {
      TOKEN: 'sesame',
    });
    expect(code).toBe(4);
    expect(stdout).toBe('');
    expect(stderr).not.toContain('sesame');
    expectThreeLines(stderr);
  });
});
