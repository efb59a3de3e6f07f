import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
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
  it('is refreshed unless the command line decides otherwise: told, and merged into its file, where a note stays', async () => {
    const first = await investigated();
    await writeFile(first.file, first.text.replace('### Attack flow', 'A note of mine.\n\n### Attack flow'));
    const { code, stdout, stderr } = await again(first.eventId);
    expect([0, 6]).toContain(code);
    expect(stderr).toMatch(
      new RegExp(`Event ${first.eventId} was investigated before, completed .*, case file sysdig-.*Investigating again and merging`),
    );
    expect(await files()).toEqual([basename(first.file)]);
    const text = await readFile(first.file, 'utf8');
    expect(text).toContain('\n\nA note of mine.\n\n### Attack flow');
    expect(text).toContain('the earlier case was completed at');
    expect((await stat(first.file)).mode & 0o777).toBe(0o600);
    expect(stdout).toMatch(/(\d+ (new|changed|gone)|Nothing is told otherwise).* \d{4}-\d\d-\d\d \d\d:\d\d UTC/);
    expect((await again(first.eventId, '--resume', 'continue')).stdout.trim()).toBe(first.file);
  });

  it('gets a new file beside it where its footer was changed', async () => {
    const first = await investigated();
    await writeFile(first.file, first.text.replace('- Format:', '- Farmat:'));
    const { stderr } = await again(first.eventId);
    expect(stderr).toContain('The saved case can not be used (its footer is not the one of this case)');
    expect(await files()).toHaveLength(2);
    expect(await readFile(first.file, 'utf8')).toContain('- Farmat:');
  });

  it('[K-06] gets an HTML report beside it on request, also where it is continued', async () => {
    const first = await investigated();
    const { stdout } = await again(first.eventId, '--format', 'html');
    const html = first.file.replace('.md', '.html');
    expect(stdout).toContain(`HTML report: ${html}`);
    expect(await readFile(html, 'utf8')).toMatch(/^<!DOCTYPE html>/i);
    const more = await again(first.eventId, '--resume', 'continue', '--format', 'both');
    expect(more.stdout.trim().split('\n')).toEqual([first.file, html.replace('.html', '-2.html')]);
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
