import { Failure } from '../model/failure.ts';

/**
 * The tenant's filter language (contract §5), conjunctions only: the server joins its own baseline in front without parentheses,
 * so an `or` of ours would escape it, and the grammar has no grouping.
 */
export type Filter = string & { readonly brand: 'Filter' };

export function equals(attribute: string, value: string): Filter {
  return `${attribute} = ${quoted(value)}` as Filter;
}

export function oneOf(attribute: string, values: readonly string[]): Filter {
  return `${attribute} in (${values.map(quoted).join(',')})` as Filter;
}

export function absent(attribute: string): Filter {
  return `${attribute} not exists` as Filter;
}

/** Parts that are undefined are left out; none left means no filter at all. */
export function all(...parts: readonly (Filter | undefined)[]): Filter | undefined {
  const given = parts.filter((part) => part !== undefined);
  return given.length === 0 ? undefined : (given.join(' and ') as Filter);
}

/** Longer than the names of Kubernetes, hosts, images and ARNs; every question is written into the case, so that a name bounds its size. */
const longestName = 2048;

/**
 * Label values come from whoever names a pod: a line break or control character is no name, nor is a text without end. They are refused rather
 * than sent.
 */
export function isQuotable(value: string): boolean {
  return value.length <= longestName && !/\p{Cc}/u.test(value);
}

function quoted(value: string): string {
  if (!isQuotable(value)) {
    throw new Failure('refused', {
      what: 'A label of the threat was not used as a filter.',
      why: 'It holds a line break or another control character, or is longer than any name.',
      fix: 'Look at the raw evidence: a name like this is worth a question of its own.',
    });
  }
  return `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}
