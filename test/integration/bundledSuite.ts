import { build } from 'esbuild';

/** The suite and Mocha as one file that exports run(), as `@vscode/test-electron` wants it too. */
export async function bundledSuite(): Promise<string> {
  const entry = new URL('./run.ts', import.meta.url).pathname;
  const { outputFiles } = await build({
    entryPoints: [entry],
    platform: 'node',
    format: 'cjs',
    bundle: true,
    write: false,
    external: ['vscode'],
    logLevel: 'error',
  });
  return outputFiles[0]?.text ?? '';
}
