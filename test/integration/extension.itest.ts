import { deepStrictEqual, match, ok, strictEqual } from 'node:assert';
import { basename } from 'node:path';
import * as vscode from 'vscode';
import { createSampleTenant } from '../../src/extension/sample/tenant.ts';

const id = 'runtime-threats.runtime-threats';

type Manifest = { readonly contributes: { readonly commands: readonly { readonly command: string }[] } };

function extension(): vscode.Extension<unknown> {
  const found = vscode.extensions.getExtension(id);
  ok(found, `${id} is not installed`);
  return found;
}

describe('in the extension host', () => {
  it('[V-19] activates in the Node extension host, as an ES module', async () => {
    await extension().activate();
    ok(extension().isActive);
    strictEqual(extension().extensionKind, vscode.ExtensionKind.Workspace);
  });

  it('[V-07] registers the commands that the manifest contributes, and no other', async () => {
    await extension().activate();
    const contributed = (extension().packageJSON as Manifest).contributes.commands.map(({ command }) => command);
    // VS Code itself registers `<view>.focus`, `<view>.open` and the like for each view.
    const ofViews = /\.(focus|open|resetViewLocation|removeView|toggleVisibility)$/;
    const registered = (await vscode.commands.getCommands(true)).filter(
      (name) => name.startsWith('runtimeThreats.') && !ofViews.test(name),
    );
    deepStrictEqual(registered.toSorted(), contributed.toSorted());
  });

  it('[C-06] the sample tenant answers without an account: the ids of a tree item become a case, opened as Markdown', async () => {
    const [group] = createSampleTenant({ now: () => Date.now() }).groups();
    ok(group);
    await vscode.commands.executeCommand('runtimeThreats.useSampleTenant');
    await investigated(group.id);
    const document = vscode.window.visibleTextEditors.map((editor) => editor.document).find(({ languageId }) => languageId === 'markdown');
    ok(document, 'no Markdown editor is open');
    match(basename(document.fileName), /^sysdig-runtime-investigate-[0-9a-f]{12}-\d{8}-\d{4}\.md$/);
    match(document.getText(), /### Summary/);
  });
});

/** Nobody is here to say in which format the report is wanted: the question is put away, as often as it takes, like with Escape. */
async function investigated(groupId: string): Promise<void> {
  let running = true;
  const command = Promise.resolve(vscode.commands.executeCommand('runtimeThreats.investigate', { groupId }));
  const ended = command.finally(() => {
    running = false;
  });
  while (running) {
    await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
    await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 100))]);
  }
  await ended;
}
