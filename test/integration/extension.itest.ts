import { deepStrictEqual, ok, strictEqual } from 'node:assert';
import * as vscode from 'vscode';

const id = 'runtime-threats.runtime-threats';

function extension(): vscode.Extension<unknown> {
  const found = vscode.extensions.getExtension(id);
  ok(found, `${id} is not installed`);
  return found;
}

type Manifest = { readonly contributes: { readonly commands: readonly { readonly command: string }[] } };

describe('in the extension host', () => {
  it('[V-19] activates in the Node extension host, as an ES module', async () => {
    await extension().activate();
    ok(extension().isActive);
    strictEqual(extension().extensionKind, vscode.ExtensionKind.Workspace);
  });

  it('[V-07] registers the commands that the manifest contributes, and no other of its own', async () => {
    await extension().activate();
    const contributed = (extension().packageJSON as Manifest).contributes.commands.map(({ command }) => command);
    // VS Code itself registers `<view>.focus`, `.open` and the like for each view.
    const ofViews = /\.(focus|open|resetViewLocation|removeView|toggleVisibility)$/;
    const registered = (await vscode.commands.getCommands(true)).filter(
      (name) => name.startsWith('runtimeThreats.') && !ofViews.test(name),
    );
    deepStrictEqual(
      contributed.filter((name) => !registered.includes(name)),
      [],
    );
  });

  it('[C-06] connects to the sample tenant without an account', async () => {
    const state = await vscode.commands.executeCommand('runtimeThreats.useSampleTenant');
    ok(extension().isActive, String(state));
  });
});
