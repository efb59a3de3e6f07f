import { beforeEach, expect, it } from 'vitest';
import { showFirstRunNotice } from '../../../../src/extension/editor/investigation/firstRunNotice.ts';
import { editor } from '../../../fakes/vscode.ts';

const logged: string[] = [];
const log = { write: (level: string, message: string) => void logged.push(`${level}: ${message}`) };

beforeEach(() => {
  editor.reset();
  logged.length = 0;
});

it('[C-08] shows the beta terms with their link once a machine', async () => {
  let marked = false;
  const marker = {
    exists: async () => marked,
    create: async () => {
      marked = true;
    },
  };
  await showFirstRunNotice(marker, log);
  await showFirstRunNotice(marker, log);
  expect(editor.shown).toHaveLength(1);
  expect(editor.shown[0]?.text).toContain('[Public Beta Terms](https://github.com/sysdig/skills#public-beta-terms)');
  expect(editor.shown[0]?.options).toEqual({});
});

it('[C-08] a marker that can not be written is logged and holds nothing up', async () => {
  await showFirstRunNotice({ exists: async () => false, create: () => Promise.reject(new Error('EACCES')) }, log);
  expect(editor.shown).toHaveLength(1);
  expect(logged).toEqual([expect.stringMatching(/^warn: /)]);
});
