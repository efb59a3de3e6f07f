/** Something to match a case against: addresses, domains and hashes in lower case and without defanging, CVE ids in upper case. */
export type Indicator = { readonly kind: 'cve' | 'address' | 'domain' | 'hash'; readonly value: string };

/** One advisory of a threat-intelligence feed, with every indicator that stands anywhere in it. */
export type FeedEntry = {
  readonly title?: string;
  readonly url?: string;
  /** milliseconds since the epoch */
  readonly published?: number;
  readonly indicators: readonly Indicator[];
};
