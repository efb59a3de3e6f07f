/**
 * What a request would do, before anybody says yes to it. `before` and `after` are the object as text, masked; `after` is empty where it would be
 * gone. `pods` are names, all that a selector hits now. `title` and `why` can hold names of the tenant and a tool's words.
 */
export type EffectPreview =
  | { readonly kind: 'diff'; readonly before: string; readonly after: string; readonly title: string }
  | { readonly kind: 'pods'; readonly selector: string; readonly pods: readonly string[] }
  | { readonly kind: 'none'; readonly why: string };
