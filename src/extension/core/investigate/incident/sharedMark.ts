/** What ties events of different places to each other (I-09). Marks of one key are one and the same; `shown` is how this event has it. */
export type Mark = { readonly kind: 'repository' | 'actor' | 'organisation'; readonly key: string; readonly shown: string };

/** The more telling first: an organisation has many images, a person few days. */
const telling: readonly Mark['kind'][] = ['repository', 'actor', 'organisation'];

/** The most telling mark that both have, as the second one has it. */
export function sharedMark(a: readonly Mark[], b: readonly Mark[]): Mark | undefined {
  const keys = new Set(a.map((mark) => mark.key));
  const shared = b.filter((mark) => keys.has(mark.key));
  return telling.map((kind) => shared.find((mark) => mark.kind === kind)).find((mark) => mark !== undefined);
}
