import * as vscode from 'vscode';
import type { EffectPreview } from '../../core/remediate/preview/effectPreview.ts';
import type { RemediationSession } from '../../core/remediate/session/session.ts';
import { plainText } from '../../core/report/plainText.ts';
import type { ShownRequests } from './shownRequests.ts';

/** Shows what an action would do before it is confirmed: the live object beside what it would be, the pods that it hits, or why there is no preview. */
export async function showEffect(
  id: string,
  session: Pick<RemediationSession, 'preview'>,
  { requests, notice }: { readonly requests: ShownRequests; readonly notice: (text: string) => void },
): Promise<void> {
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: vscode.l10n.t('Trying it out without changing anything'),
    cancellable: true,
  };
  const preview = await vscode.window.withProgress(options, (_progress, token) => {
    const cancel = new AbortController();
    token.onCancellationRequested(() => cancel.abort());
    return session.preview(id, cancel.signal);
  });
  if (preview !== undefined) await show(preview, requests, notice);
}

async function show(preview: EffectPreview, requests: ShownRequests, notice: (text: string) => void): Promise<void> {
  switch (preview.kind) {
    case 'diff':
      return requests.showDiff(plainText(preview.title), preview.before, preview.after);
    case 'pods': {
      const head = vscode.l10n.t('{0} selects {1} pods now:', plainText(preview.selector), preview.pods.length);
      return requests.showText('pods.txt', [head, ...preview.pods.map(plainText)].join('\n'));
    }
    case 'none':
      return notice(vscode.l10n.t('No preview: {0}.', plainText(preview.why)));
  }
}
