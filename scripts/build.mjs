// Bundles the extension host (Node, ESM) and the webviews (browser, ESM). usage: node scripts/build.mjs [extension|webview…] [--watch] [--development]
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { build, context } from 'esbuild';

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { watch: { type: 'boolean', default: false }, development: { type: 'boolean', default: false } },
});
const release = !options.watch && !options.development;

/** @type {import('esbuild').BuildOptions} */
const shared = {
  bundle: true,
  format: 'esm',
  splitting: true,
  chunkNames: 'chunks/[name]-[hash]',
  minify: release,
  // External maps are never packed; a developer's build links them.
  sourcemap: release ? 'external' : 'linked',
  metafile: true,
  logLevel: 'warning',
};

/**
 * Of Mermaid only flowcharts laid out by dagre: everything else that it would load on demand is two thirds of the package, and asking for it fails.
 * @type {import('esbuild').Plugin}
 */
const flowchartsOnly = {
  name: 'flowcharts-only',
  setup({ onResolve, onLoad }) {
    const needed = /\/(?:flowDiagram|dagre)-\w+\.mjs$/;
    onResolve({ filter: /.*/ }, ({ kind, importer, path }) => {
      const isMermaids = kind === 'dynamic-import' && /[\\/]node_modules[\\/]mermaid[\\/]/.test(importer);
      return isMermaids && !needed.test(path) ? { path: 'mermaid', namespace: 'left-out' } : undefined;
    });
    onLoad({ filter: /.*/, namespace: 'left-out' }, () => ({
      contents: "throw new Error('Of Mermaid this package has flowcharts alone');",
    }));
  },
};

/** @type {Record<string, import('esbuild').BuildOptions>} */
const bundles = {
  extension: {
    ...shared,
    entryPoints: { extension: 'src/extension/extension.ts' },
    outdir: 'dist/extension',
    platform: 'node',
    target: 'node22',
    external: ['vscode'],
    // The MCP SDK's shims for Node compile JSON schemas with `new Function`; the validator of these interprets them.
    alias: {
      '@modelcontextprotocol/client/_shims': './node_modules/@modelcontextprotocol/client/dist/shimsWorkerd.mjs',
      '@modelcontextprotocol/server/_shims': './node_modules/@modelcontextprotocol/server/dist/shimsWorkerd.mjs',
    },
    // Bundled CommonJS (cross-spawn below the SDK's stdio transport) calls require, which an ES module has not.
    banner: { js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);" },
  },
  webview: {
    ...shared,
    entryPoints: { case: 'src/webview/case/main.ts', remediation: 'src/webview/remediation/main.ts' },
    outdir: 'dist/webview',
    platform: 'browser',
    target: 'chrome138',
    loader: { '.ttf': 'file' },
    assetNames: '[name]',
    plugins: [flowchartsOnly],
    // No externals: a stray import of vscode must not build.
  },
};

/** @param {string} name */
async function bundle(name) {
  const settings = bundles[name];
  if (settings === undefined) throw new Error(`Unknown bundle ${name}. Known: ${Object.keys(bundles).join(', ')}.`);
  rmSync(`dist/${name}`, { recursive: true, force: true });
  mkdirSync(`dist/${name}`, { recursive: true });
  if (options.watch) return (await context(settings)).watch();
  const { metafile } = await build(settings);
  if (metafile === undefined) throw new Error('esbuild wrote no metafile');
  writeFileSync(`dist/${name}.meta.json`, JSON.stringify(metafile));
}

for (const name of positionals.length > 0 ? positionals : Object.keys(bundles)) await bundle(name);
