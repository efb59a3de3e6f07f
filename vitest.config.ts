import { defineConfig } from 'vitest/config';

/** Not on disk: the editor supplies the module, so tests of editor/ get a fake. */
const alias = { vscode: new URL('./test/fakes/vscode.ts', import.meta.url).pathname };

export default defineConfig({
  test: {
    projects: [
      // Some start processes, beside the installation of the editors.
      { test: { name: 'unit', include: ['test/unit/**/*.test.ts'], testTimeout: 30_000 }, resolve: { alias } },
      { test: { name: 'golden', include: ['test/golden/**/*.test.ts'] } },
      // One Chromium, one editor at a time: side by side they would take each other's time-outs.
      {
        test: {
          name: 'webview',
          include: ['test/webview/**/*.test.ts'],
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      // One real kube-apiserver for the whole suite, which one of its tests stops for a while.
      {
        test: {
          name: 'cluster',
          include: ['test/cluster/**/*.test.ts'],
          globalSetup: './test/cluster/controlPlane.ts',
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          // One of its files remediates on a real cluster.
          globalSetup: './test/cluster/controlPlane.ts',
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
});
