import type { EarlierField } from './earlierFields.ts';
import type { JsonObject } from './jsonParts.ts';

/**
 * What the inverse of a change needs of the state before it, and nothing else: it lies in the journal. `version` is the resource version of the
 * object. `unkept` says why there can be no inverse.
 */
export type Earlier =
  | {
      readonly about: 'marks';
      readonly version: string;
      /** null for a key that was not there */
      readonly values: Readonly<Record<string, string | null>>;
      readonly unkept?: string;
    }
  | { readonly about: 'fields'; readonly version: string; readonly fields: readonly EarlierField[]; readonly unkept?: string }
  | { readonly about: 'replicas'; readonly version: string; readonly replicas: number }
  | { readonly about: 'paused'; readonly version: string; readonly paused: boolean }
  /** `revision` is absent where the object does not tell it */
  | { readonly about: 'revision'; readonly version: string; readonly revision?: number }
  /** what a person creates the object from again */
  | { readonly about: 'manifest'; readonly version: string; readonly manifest: JsonObject }
  | { readonly about: 'object'; readonly version: string }
  | { readonly about: 'attached'; readonly attached: boolean }
  | { readonly about: 'key'; readonly status: string };

/** What was read before a change. `object` where it is one of the cluster. */
export type Before = { readonly value: Earlier; readonly object?: JsonObject };
