import { imageNameOf } from '../../facts/imageName.ts';
import { type Cites, canonical, citing, type Evidence } from '../../model/evidence.ts';
import { Failure } from '../../model/failure.ts';
import type { RuntimeScan, ScanResult } from '../../model/scan.ts';
import type { Scope } from '../../model/threat.ts';
import { equals, type Filter } from '../../tools/filter.ts';
import type { Ledger } from '../ledger.ts';
import { resourceFilter } from '../scopeFilter.ts';

/** Scans of one place that are listed: a workload has as many as it has containers. */
const mostScans = 20;

/** What tenants call the image of a scanned asset; another name is refused with 400 (contract, trap 38). */
const imageLabels = ['image.name', 'container.image.repo', 'imageRepo'] as const;

/** The newest scan of a place: its totals, and its packages where it was evaluated. Without `scan` there is none. */
export type Scanned = { readonly scan?: RuntimeScan; readonly result?: ScanResult; readonly cites: Cites };

/** I-15: the runtime scan of the workload or host, else of the image's repository. Undefined where the scope names neither. */
export async function runtimeScan(scope: Scope, ledger: Ledger): Promise<Scanned | undefined> {
  const [first, ...rest] = await pagesOf(scope, ledger);
  if (first === undefined) return undefined;
  const page = [first, ...rest].find((one) => one.value.length > 0);
  const scan = page && chosen(page.value, scope);
  if (page === undefined || scan === undefined) return { cites: citing(first, ...rest) };
  if (scan.resultId === undefined) return { scan, cites: citing(page) };
  const result = await ledger.read('get_scan_result', { resultId: scan.resultId });
  return { scan, result: result.value, cites: citing(page, result) };
}

type Page = Evidence<readonly RuntimeScan[]>;

/** The scans of the place; where it has none, or the tenant does not know its labels, those of the image too, under all of its names at once. */
async function pagesOf(scope: Scope, ledger: Ledger): Promise<readonly Page[]> {
  const place = resourceFilter(scope);
  const ofPlace = place === undefined ? undefined : await listed(place, ledger);
  if (ofPlace !== undefined && !(ofPlace instanceof Failure) && ofPlace.value.length > 0) return [ofPlace];
  const repository = scope.image?.repository;
  const ofImage = repository === undefined ? [] : await Promise.all(imageLabels.map((label) => listed(equals(label, repository), ledger)));
  const answers = [ofPlace, ...ofImage].filter((one) => one !== undefined);
  const pages = answers.flatMap((one) => (one instanceof Failure ? [] : [one]));
  const [refusal] = answers.flatMap((one) => (one instanceof Failure ? [one] : []));
  if (pages.length === 0 && refusal !== undefined) throw refusal;
  return pages;
}

/** The page, or the refusal of a label that the tenant does not know. */
async function listed(filter: Filter, ledger: Ledger): Promise<Page | Failure> {
  try {
    return await ledger.read('list_runtime_scan_results', { filter, sort: 'runningVulnTotalBySeverity', order: 'desc', limit: mostScans });
  } catch (error) {
    if (Failure.is(error, 'invalid')) return error;
    throw error;
  }
}

/** The scan of the trigger's own container, told by its name or its image; else the one with most in use. */
function chosen(scans: readonly RuntimeScan[], { workload, containerName, image }: Scope): RuntimeScan | undefined {
  const { repository, digest } = image ?? {};
  const ranked = scans.toSorted(byInUse);
  const own = [
    ranked.find((scan) => digest !== undefined && scan.resourceId === digest),
    ranked.find((scan) => containerName !== undefined && scan.scope.containerName === containerName),
    ranked.find((scan) => repository !== undefined && scan.mainAssetName !== undefined && isSameImage(scan.mainAssetName, repository)),
    ranked.find((scan) => workload === undefined && scan.assetType === 'host'),
  ].find((scan) => scan !== undefined);
  return own ?? ranked.find((scan) => scan.resultId !== undefined) ?? ranked[0];
}

/** By the whole name: `nginx` is not in `my-nginx-proxy`. */
function isSameImage(a: string, b: string): boolean {
  const [x, y] = [imageNameOf(a), imageNameOf(b)];
  return x !== undefined && y !== undefined && canonical(x) === canonical(y);
}

/** Servers sort as they were asked to, or not; equals by what they hold, so that the order of rows can not show. */
function byInUse(a: RuntimeScan, b: RuntimeScan): number {
  const [x, y] = [a, b].map((scan) => scan.totals.inUse ?? {});
  const more = (y?.critical ?? 0) - (x?.critical ?? 0) || (y?.high ?? 0) - (x?.high ?? 0);
  return more || (canonical(a) < canonical(b) ? -1 : 1);
}
