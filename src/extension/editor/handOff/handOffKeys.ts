import type * as vscode from 'vscode';

/** What opens a destination; `jira` is an API token together with the site and the account that it was entered for. */
export type HandOffKey = 'jira' | 'pagerDuty';

/** What opens the destinations of a hand-off, in SecretStorage and nowhere else. */
export type HandOffKeys = {
  get(key: HandOffKey): Promise<string | undefined>;
  /** The names under which something is stored, for the connectivity line (C-10). */
  names(): Promise<readonly string[]>;
  /** An empty value removes the stored one. */
  set(key: HandOffKey, value: string): Promise<void>;
  forget(): Promise<void>;
};

const all: readonly HandOffKey[] = ['jira', 'pagerDuty'];

export function createHandOffKeys(secrets: vscode.SecretStorage): HandOffKeys {
  const get = async (key: HandOffKey) => (await secrets.get(secretName(key))) || undefined;
  return {
    get,
    names: async () => {
      const stored = await Promise.all(all.map(async (key) => ({ key, value: await get(key) })));
      return stored.flatMap(({ key, value }) => (value === undefined ? [] : [secretName(key)]));
    },
    set: async (key, value) => {
      if (value === '') await secrets.delete(secretName(key));
      else await secrets.store(secretName(key), value);
    },
    forget: async () => {
      for (const key of all) await secrets.delete(secretName(key));
    },
  };
}

function secretName(key: HandOffKey): string {
  return `handOff:${key}`;
}
