import type * as vscode from 'vscode';

/** A way to a tenant, without its secret. `name` is what the user sees everywhere (C-13). */
export type StoredConnection =
  | { readonly kind: 'http'; readonly name: string; readonly url: string; readonly region?: string }
  | { readonly kind: 'stdio'; readonly name: string }
  | { readonly kind: 'environment'; readonly name: string }
  | { readonly kind: 'sample'; readonly name: string };

export const sampleConnection: StoredConnection = { kind: 'sample', name: 'sample' };
export const environmentConnection: StoredConnection = { kind: 'environment', name: 'environment' };
export const stdioConnection: StoredConnection = { kind: 'stdio', name: 'stdio' };

const builtIn: readonly StoredConnection[] = [sampleConnection, environmentConnection, stdioConnection];
const listKey = 'connections';
const activeKey = 'activeConnection';

/** Connections in globalState, their tokens in SecretStorage under the connection's name and nowhere else (C-02). */
export type Connections = {
  /** what the user added, in the order of adding */
  list(): readonly StoredConnection[];
  /** the one that a view or a command reconnects; absent after Disconnect */
  active(): StoredConnection | undefined;
  activate(connection: StoredConnection | undefined): Promise<void>;
  /** Replaces the one of the same name. Without a token the one that is stored stays. */
  save(connection: StoredConnection, token?: string): Promise<void>;
  token(connection: StoredConnection): Promise<string | undefined>;
  /** Deletes every token and the list (C-14). */
  forgetEverything(): Promise<void>;
};

export function createConnections(memento: vscode.Memento, secrets: vscode.SecretStorage): Connections {
  const list = (): readonly StoredConnection[] => memento.get<readonly StoredConnection[]>(listKey, []);
  return {
    list,
    active: () => {
      const name = memento.get<string>(activeKey);
      return [...builtIn, ...list()].find((one) => one.name === name);
    },
    activate: async (connection) => memento.update(activeKey, connection?.name),
    save: async (connection, token) => {
      if (token !== undefined) await secrets.store(secretKey(connection), token);
      await memento.update(listKey, [...list().filter((one) => one.name !== connection.name), connection]);
    },
    token: async (connection) => secrets.get(secretKey(connection)),
    forgetEverything: async () => {
      for (const connection of list()) await secrets.delete(secretKey(connection));
      await memento.update(listKey, undefined);
      await memento.update(activeKey, undefined);
    },
  };
}

/** A name that the user may give: not empty, and not one that means something else already. */
export function isFreeName(name: string): boolean {
  return name.trim() !== '' && builtIn.every((one) => one.name !== name.trim().toLowerCase());
}

function secretKey(connection: StoredConnection): string {
  return `token:${connection.name}`;
}
