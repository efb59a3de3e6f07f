import type { Cites } from '../../model/evidence.ts';
import type { FeedEntry, Indicator } from '../../model/intelligence.ts';
import type { Severity } from '../../model/severity.ts';
import type { Finding } from '../../model/vulnerability.ts';

/** Something read and the calls that show it. */
export type Cited<T> = { readonly value: T; readonly cites: Cites };

/** A control that a resource violates, by the tenant's own name for it. */
export type Violation = { readonly control: string; readonly severity?: Severity };

/** What one public source says of a CVE; what it does not say is absent. */
export type Advisory = {
  readonly cve: string;
  readonly source: string;
  readonly vector?: string;
  readonly description?: string;
  /** CISA lists it as exploited */
  readonly kev?: boolean;
  /** an exploit is published */
  readonly exploit?: boolean;
};

/** How many engines call a file of the incident malicious. */
export type Verdict = { readonly sha256: string; readonly malicious: number };

/** What a direction brings for the correlation and for the feed. */
export type Material = {
  readonly findings?: readonly Cited<Finding>[];
  readonly violations?: readonly Cited<Violation>[];
  readonly advisories?: readonly Cited<Advisory>[];
  readonly verdicts?: readonly Cited<Verdict>[];
  readonly feed?: readonly Cited<FeedEntry>[];
};

/** An indicator of the case and the evidence in which it was seen. */
export type SeenIndicator = Cited<Indicator>;

/** The citations of several things that were read, each once, the first one's before all. */
export function together(first: Cites, ...more: readonly Cites[]): Cites {
  return [...new Set([first, ...more].flat())] as unknown as Cites;
}
