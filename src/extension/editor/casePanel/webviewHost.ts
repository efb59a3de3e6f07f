import * as vscode from 'vscode';
import type * as z from 'zod';
import type { Log } from '../../core/model/ports.ts';

export type WebviewOptions<Intent> = {
  readonly extensionUri: vscode.Uri;
  /** the bundle's name: dist/webview/<bundle>.js and .css */
  readonly bundle: string;
  readonly intents: z.ZodType<Intent>;
  readonly onIntent: (intent: Intent) => Promise<void>;
  /** where a fault of `onIntent` goes: the dispatcher is one of the three places that catch */
  readonly report: (error: unknown, during: string) => void;
  readonly log: Log;
};

/**
 * Our page in a webview panel: scripts of our own only, nothing remote, and no message that is not exactly a known intent (V-15).
 * Listens until the panel is disposed.
 */
export function hostWebview<Intent extends { type: string }>(panel: vscode.WebviewPanel, options: WebviewOptions<Intent>): void {
  const { webview } = panel;
  const roots = assetRoots(options.extensionUri);
  webview.options = { enableScripts: true, enableCommandUris: false, localResourceRoots: roots };
  const listening = webview.onDidReceiveMessage(async (message: unknown) => {
    const intent = options.intents.safeParse(message);
    if (!intent.success) {
      options.log.write('warn', `${options.bundle}: refused a message of the webview`, { issues: intent.error.issues.length });
      return;
    }
    try {
      await options.onIntent(intent.data);
    } catch (error) {
      options.report(error, `${options.bundle}: ${intent.data.type}`);
    }
  });
  panel.onDidDispose(() => listening.dispose());
  webview.html = page(webview, options);
}

function assetRoots(extensionUri: vscode.Uri): vscode.Uri[] {
  return [vscode.Uri.joinPath(extensionUri, 'dist', 'webview'), vscode.Uri.joinPath(extensionUri, 'media')];
}

function page(webview: vscode.Webview, { extensionUri, bundle }: Pick<WebviewOptions<unknown>, 'extensionUri' | 'bundle'>): string {
  const asset = (file: string) => webview.asWebviewUri(vscode.Uri.joinPath(extensionUri, 'dist', 'webview', file)).toString();
  return `<!DOCTYPE html>
<html lang="${vscode.env.language}">
  <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="${contentPolicy(webview.cspSource)}">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <link rel="stylesheet" href="${asset(`${bundle}.css`)}">
  </head>
  <body>
    <div id="root"></div>
    <script type="module" src="${asset(`${bundle}.js`)}"></script>
  </body>
</html>`;
}

/** Inline styles are the one thing relaxed: Mermaid writes them into its drawing, and a nonce would render it black. */
function contentPolicy(ours: string): string {
  return [
    "default-src 'none'",
    `script-src ${ours}`,
    `style-src ${ours} 'unsafe-inline'`,
    `img-src ${ours} data:`,
    `font-src ${ours}`,
  ].join('; ');
}

/** A page without scripts that says one sentence. */
export function showNotice(webview: vscode.Webview, sentence: string): void {
  webview.options = { enableScripts: false };
  webview.html = `<!DOCTYPE html>
<html lang="${vscode.env.language}">
  <head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'none'"></head>
  <body><p>${sentence.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</p></body>
</html>`;
}
