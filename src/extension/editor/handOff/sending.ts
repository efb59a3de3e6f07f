import * as vscode from 'vscode';

/** Work that goes over the network, under a notification whose Cancel aborts it. */
export function underProgress<T>(title: string, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  const done = vscode.window.withProgress(options, (_progress, token) => {
    const cancel = new AbortController();
    token.onCancellationRequested(() => cancel.abort());
    return work(cancel.signal);
  });
  return Promise.resolve(done);
}
