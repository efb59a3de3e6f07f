import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseCaseFooter } from '../../../src/extension/core/report/parseCaseFooter.ts';
import { headless } from './runHeadless.ts';
import { type Served, serveTenant } from './runTenant.ts';

let tenant: Served;
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'resume-'));
  tenant = await serveTenant(['--token', 'sesame']);
});
afterEach(async () => {
  await tenant.stop();
  await rm(folder, { recursive: true });
});

const again = (...args: readonly string[]) =>
  headless(['--url', tenant.url, '--no-intelligence', ...args], { SYSDIG_SECURE_API_TOKEN: 'sesame', TMPDIR: folder });

const files = async () => (await readdir(folder)).sort();

/** The first case, its file and the event that it is about. */
async function investigated(): Promise<{ file: string; text: string; eventId: string }> {
  const { stderr } = await again('--top');
  expect(stderr).not.toContain('was investigated before');
  const [name = ''] = await files();
  const file = join(folder, name);
  const text = await readFile(file, 'utf8');
  const parsed = parseCaseFooter(text);
  return { file, text, eventId: (parsed.status === 'ok' && parsed.footer.eventId) || '' };
}

describe('[I-04] an earlier case in the terminal', { timeout: 90_000 }, () => {
  it('is refreshed unless the command line decides otherwise: told, taken along, and its file left as it is', async () => {
    const first = await investigated();
    const { code, stderr } = await again(first.eventId);
    expect([0, 6]).toContain(code);
    expect(stderr).toMatch(
      new RegExp(`Event ${first.eventId} was investigated before, completed .*, case file sysdig-.*Investigating again`),
    );
    const all = await files();
    expect(all).toHaveLength(2);
    const texts = await Promise.all(all.map((name) => readFile(join(folder, name), 'utf8')));
    expect(texts).toContain(first.text);
    expect(texts.filter((text) => text.includes('the earlier case was completed at'))).toHaveLength(1);
  });

  it('is continued without an investigation call: its path alone on stdout', async () => {
    const first = await investigated();
    const { code, stdout, stderr } = await again(first.eventId, '--resume', 'continue');
    expect([0, 6]).toContain(code);
    expect(stdout.trim()).toBe(first.file);
    expect(stderr).not.toContain('Looking for');
    expect(await files()).toHaveLength(1);
  });

  it('is investigated again where its file is gone, and says so', async () => {
    const first = await investigated();
    await rm(first.file);
    const { stdout, stderr } = await again(first.eventId, '--resume', 'continue');
    expect(stderr).toContain('The saved case can not be used (its file is gone)');
    expect(stdout).toContain('Case file: ');
    expect(await files()).toHaveLength(1);
  });

  it('is dropped by fresh, and the new case knows nothing of it', async () => {
    const first = await investigated();
    const { stderr } = await again(first.eventId, '--resume', 'fresh', '--json');
    expect(stderr).toContain('starting fresh');
    expect((await again(first.eventId, '--json')).stderr).not.toContain('was investigated before');
  });
});
