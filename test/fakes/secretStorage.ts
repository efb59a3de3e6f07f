import type { SecretStorage } from 'vscode';

/** SecretStorage whose content a test may look at. */
export function fakeSecrets(): SecretStorage & { readonly stored: Map<string, string> } {
  const stored = new Map<string, string>();
  return {
    stored,
    keys: async () => [...stored.keys()],
    get: async (key) => stored.get(key),
    store: async (key, value) => void stored.set(key, value),
    delete: async (key) => void stored.delete(key),
    onDidChange: () => ({ dispose: () => undefined }),
  };
}
