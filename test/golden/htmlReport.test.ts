import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { toHtml } from '../../src/extension/core/report/export/html.ts';

it('[K-06] makes the same report of the same case file every time', async () => {
  const markdown = readFileSync(new URL('case-sample-web-shell.md', import.meta.url), 'utf8');
  await expect(toHtml({ markdown })).toMatchFileSnapshot('exports/web-shell.html.txt');
});
