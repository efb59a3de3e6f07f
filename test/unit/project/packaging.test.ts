import { expect, it } from 'vitest';
import { packedFiles } from '../../../scripts/package.mjs';

const expected = [
  /^package(\.nls)?\.json$/,
  /^(README|CHANGELOG)\.md$/,
  /^LICENSE$/,
  /^media\/([\w-]+\.(png|svg)|walkthrough\/\w+\.md)$/,
  /^dist\/extension\/(extension|chunks\/[\w-]+)\.js$/,
  /^dist\/webview\/[\w/.-]+\.(js|css|ttf)$/,
];

it('packs what the extension needs and nothing else: no source, no map, no test', async () => {
  const packed = await packedFiles();
  expect(packed.filter((path) => !expected.some((pattern) => pattern.test(path)))).toEqual([]);
  for (const path of ['package.json', 'package.nls.json', 'README.md', 'CHANGELOG.md', 'LICENSE']) expect(packed).toContain(path);
});
