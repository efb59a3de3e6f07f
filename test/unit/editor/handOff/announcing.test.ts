import { beforeEach, expect, it } from 'vitest';
import { tellFiled, tellPath } from '../../../../src/extension/editor/handOff/announcing.ts';
import { handedCase } from '../../../../src/extension/editor/handOff/handedCase.ts';
import { editor } from '../../../fakes/vscode.ts';
import { live, world } from './handOffWorld.ts';

beforeEach(() => editor.reset());

/** As the flow has it, with a path as a hostile archive would name it. */
async function told(tell: (handed: ReturnType<typeof handedCase>, ports: never) => void) {
  const { ports } = await world();
  tell(handedCase(live, { file: '/cases/[x](command:y).md', markdown: '', verified: true }), ports as never);
  return editor.shown.at(-1);
}

it.each(['command:workbench.action.x', 'http://jira.example/browse/X-1', 'javascript:alert(1)', 'vscode://x', 'not a link'])(
  '[H-05] a ticket whose link is %s has no Open',
  async (link) => {
    const shown = await told((handed, ports) => tellFiled({ key: 'X-1', link }, 'done', handed, ports));
    expect(shown?.items).toEqual(['Remediate']);
  },
);

it('[H-05] no path becomes a link in a notification', async () => {
  const shown = await told((handed, ports) => tellPath('/cases/[x](command:y).md', handed, ports));
  expect(shown?.text).toContain('command:y');
  expect(shown?.text).not.toContain('](');
});
