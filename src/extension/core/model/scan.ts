import type { SeverityWord } from './severity.ts';
import type { Scope } from './threat.ts';
import type { Finding } from './vulnerability.ts';

export type SeverityCounts = Readonly<Partial<Record<SeverityWord, number>>>;

/** One asset's line in the list of runtime scans. An asset that was not evaluated yet has no `resultId`. */
export type RuntimeScan = {
  readonly resultId?: string;
  readonly resourceId?: string;
  readonly mainAssetName?: string;
  /** workload or host */
  readonly assetType?: string;
  readonly scope: Scope;
  /** Only where it is true does the scan know what is in use. */
  readonly riskSpotlight?: boolean;
  readonly totals: { readonly found?: SeverityCounts; readonly inUse?: SeverityCounts };
};

/** What was scanned, and what was found in it. */
export type ScanResult = {
  readonly asset: ScannedAsset;
  /** milliseconds since the epoch */
  readonly producedAt?: number;
  readonly findings: readonly Finding[];
};

export type ScannedAsset = {
  readonly kind?: 'image' | 'host';
  /** the image's pull string */
  readonly reference?: string;
  readonly digest?: string;
  readonly imageId?: string;
  readonly host?: string;
  readonly os?: string;
  readonly architecture?: string;
};
