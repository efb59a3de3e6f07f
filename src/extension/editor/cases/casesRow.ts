import type { ToldCase } from '../../core/model/case.ts';
import type { RecentCase } from '../../core/tools/skillState.ts';
import { type CaseOnDisk, caseAt, caseOnDisk, type DiskPorts } from './caseOnDisk.ts';
import type { KnownCase } from './knownCases.ts';

/** What a case is known by, as a command on it gets it: exactly one of the three. */
export type CaseId = { readonly eventId: string } | { readonly groupId: string } | { readonly threatId: string };

/** A case in a list. Names and ids are as the tenant, the shared state or the file has them: data, not yet fit to be shown. */
export type CaseRow = {
  readonly id: CaseId;
  readonly title?: string;
  readonly tactic?: string;
  readonly cluster?: string;
  /** of five */
  readonly confidence?: number;
  /** when it was completed, in milliseconds; absent where nobody says it */
  readonly at?: number;
  readonly handoff?: RecentCase['handoff'];
  /** as the shared state notes it, else where this workspace knows it */
  readonly caseFile?: string;
  readonly disk: CaseOnDisk;
};

/**
 * The cases that the shared state notes, with what this workspace knows of them, and those of the same tenant that only this workspace knows: a
 * group that names no event has no place in the state. Newest first, each once.
 */
export async function caseRows(entries: readonly RecentCase[], known: readonly KnownCase[], ports: DiskPorts): Promise<readonly CaseRow[]> {
  const noted = onePer(
    entries.toSorted((a, b) => newer(instant(a.completed), instant(b.completed))),
    ({ eventId }) => eventId,
  );
  const told = onePer(
    known.toSorted((a, b) => newer(instant(a.told.completedAt), instant(b.told.completedAt))),
    (one) => keyOf(one.told),
  );
  const rows = await Promise.all([
    ...noted.map((entry) =>
      notedRow(
        entry,
        told.find((one) => one.told.trigger.eventId === entry.eventId),
        ports,
      ),
    ),
    ...told.filter((one) => !noted.some(({ eventId }) => eventId === one.told.trigger.eventId)).map((one) => knownRow(one, ports)),
  ]);
  return rows.toSorted((a, b) => newer(a.at, b.at));
}

async function notedRow(entry: RecentCase, known: KnownCase | undefined, ports: DiskPorts): Promise<CaseRow> {
  const { tactic, cluster, handoff, caseFile } = entry;
  const noted = instant(entry.completed);
  // Another window may have gone on with it since. And what was finished here a moment ago may not be noted yet, or may never be.
  const last = known !== undefined && newer(instant(known.told.completedAt), noted) <= 0 ? known : undefined;
  const disk = await diskOf(entry, last, ports);
  const at = last === undefined ? noted : instant(last.told.completedAt);
  return {
    id: { eventId: entry.eventId },
    disk,
    ...titleOf(disk, known?.told),
    ...(tactic !== undefined && { tactic }),
    ...(cluster !== undefined && { cluster }),
    ...(last && { confidence: last.told.confidence.score }),
    ...(at !== undefined && { at }),
    ...(handoff && { handoff }),
    ...(caseFile !== undefined && { caseFile }),
  };
}

async function diskOf(entry: RecentCase, last: KnownCase | undefined, ports: DiskPorts): Promise<CaseOnDisk> {
  const here = last && (await caseAt(last.file, entry.eventId, ports));
  return here?.status === 'there' ? here : caseOnDisk(entry, ports);
}

async function knownRow({ file, told }: KnownCase, ports: DiskPorts): Promise<CaseRow> {
  const disk = await caseAt(file, keyOf(told), ports);
  const { scope } = told.trigger;
  const at = instant(told.completedAt);
  return {
    id: idOf(told),
    disk,
    caseFile: file,
    confidence: told.confidence.score,
    ...titleOf(disk, told),
    ...(told.tactic.tactic !== undefined && { tactic: told.tactic.tactic }),
    ...(scope.cluster !== undefined && { cluster: scope.cluster }),
    ...(at !== undefined && { at }),
  };
}

/** The file's own heading first: the user may have found a better one. */
function titleOf(disk: CaseOnDisk, told: ToldCase | undefined): Pick<CaseRow, 'title'> {
  const title = (disk.status === 'there' ? disk.title : undefined) ?? told?.trigger.title;
  return title === undefined ? {} : { title };
}

function keyOf({ trigger }: ToldCase): string {
  return trigger.eventId ?? trigger.id;
}

function idOf({ trigger }: ToldCase): CaseId {
  if (trigger.eventId !== undefined) return { eventId: trigger.eventId };
  return trigger.kind === 'threat' ? { threatId: trigger.id } : { groupId: trigger.id };
}

function instant(iso: string | undefined): number | undefined {
  const at = Date.parse(iso ?? '');
  return Number.isNaN(at) ? undefined : at;
}

/** Undated ones last. */
function newer(a: number | undefined, b: number | undefined): number {
  return (b ?? -1) - (a ?? -1);
}

/** The first of each key. */
function onePer<T>(all: readonly T[], key: (one: T) => string): readonly T[] {
  const found = new Map<string, T>();
  for (const one of all) if (!found.has(key(one))) found.set(key(one), one);
  return [...found.values()];
}
