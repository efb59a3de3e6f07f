/**
 * The tenant's filter language (contract §5), conjunctions only: the server joins its own baseline in front without parentheses,
 * so an `or` of ours would escape it, and the grammar has no grouping.
 */
export type Filter = string & {
  readonly brand: 'Filter';
};
export declare function equals(attribute: string, value: string): Filter;
export declare function oneOf(attribute: string, values: readonly string[]): Filter;
export declare function absent(attribute: string): Filter;
/** Parts that are undefined are left out; none left means no filter at all. */
export declare function all(...parts: readonly (Filter | undefined)[]): Filter | undefined;
/**
 * Label values come from whoever names a pod: a line break or control character is no name, nor is a text without end. They are refused rather
 * than sent.
 */
export declare function isQuotable(value: string): boolean;
