import type { Memento } from 'vscode';

/** globalState or workspaceState: what is stored comes back as JSON would bring it back. */
export function fakeMemento(): Memento & { setKeysForSync(keys: readonly string[]): void } {
  const stored = new Map<string, string>();
  return {
    keys: () => [...stored.keys()],
    get: <T>(key: string, other?: T): T => {
      const json = stored.get(key);
      return json === undefined ? (other as T) : (JSON.parse(json) as T);
    },
    update: async (key, value: unknown) => {
      if (value === undefined) stored.delete(key);
      else stored.set(key, JSON.stringify(value));
    },
    setKeysForSync: () => undefined,
  };
}
