import type * as vscode from 'vscode';
import type { IntelSource } from '../../core/intel/sources.ts';

/** The sources that take a key; VirusTotal answers nobody without one, the others only ask for patience. */
export const keyedSources = ['virusTotal', 'nvd', 'ghsa', 'ipinfo'] as const satisfies readonly IntelSource[];
export type KeyedSource = (typeof keyedSources)[number];

/** API keys of public sources, in SecretStorage and nowhere else. */
export type IntelligenceKeys = {
  get(source: KeyedSource): Promise<string | undefined>;
  /** The name under which a key is stored, for the connectivity line; absent where none is. */
  names(): Promise<readonly string[]>;
  /** An empty key removes the stored one. */
  set(source: KeyedSource, key: string): Promise<void>;
  forget(): Promise<void>;
};

export function createIntelligenceKeys(secrets: vscode.SecretStorage): IntelligenceKeys {
  const get = async (source: KeyedSource) => (await secrets.get(secretKey(source))) || undefined;
  return {
    get,
    names: async () => {
      const stored = await Promise.all(keyedSources.map(async (source) => ({ source, key: await get(source) })));
      return stored.flatMap(({ source, key }) => (key === undefined ? [] : [secretKey(source)]));
    },
    set: async (source, key) => {
      if (key === '') await secrets.delete(secretKey(source));
      else await secrets.store(secretKey(source), key);
    },
    forget: async () => {
      for (const source of keyedSources) await secrets.delete(secretKey(source));
    },
  };
}

function secretKey(source: KeyedSource): string {
  return `intelligence:${source}`;
}
