import { basename } from 'node:path';
import type { Case, ToldCase } from './core/model/case.ts';
import { Failure } from './core/model/failure.ts';
import { renderCase } from './core/report/caseFile.ts';
import { type ClaimsDiff, claimsDiff, countsOf } from './core/report/claimsDiff.ts';
import { visible } from './core/report/datumText.ts';
import { toHtml } from './core/report/export/html.ts';
import { isEarlierText, mergeCase } from './core/report/mergeCase.ts';
import { plainText } from './core/report/plainText.ts';
import { summarise } from './core/report/summary.ts';
import { caseToJson } from './core/report/toJson.ts';
import type { Connection } from './core/tools/connection.ts';
import { recentCaseOf } from './core/tools/recentCase.ts';
import { type RecentCase, saveInvestigateState } from './core/tools/skillState.ts';
import type { HeadlessOptions } from './headlessOptions.ts';
import { readOwnCaseFile, writeBeside, writeCaseFile } from './node/caseFiles.ts';
import { rewriteCaseFile } from './node/rewriteCaseFile.ts';

export type DeliveryPorts = {
  readonly connection: Connection;
  readonly options: HeadlessOptions;
  readonly say: (line: string) => void;
  readonly complain: (error: unknown) => void;
};

/** The case that is refreshed: what the shared state notes of it, and its file where there still is one. */
export type Refreshed = { readonly entry?: RecentCase; readonly file?: string };

type Written = { readonly file: string; readonly markdown: string; readonly changes?: ClaimsDiff };

/** Writes the case as the command line says and notes it in the shared state. @returns what goes to stdout, and whether a file is missing */
export async function deliver(found: Case, refreshed: Refreshed, ports: DeliveryPorts): Promise<{ text: string; unwritten: boolean }> {
  const { json, out } = ports.options;
  const wantsFile = !json || out !== undefined;
  const written = wantsFile ? await writtenCase(found, refreshed.file, ports) : undefined;
  const html = written === undefined ? undefined : await report(written, found, ports);
  if (written !== undefined) await note(found, basename(written.file), refreshed.entry, ports);
  return { text: json ? caseToJson(found) : readable(found, written, html), unwritten: wantsFile && written === undefined };
}

/** The path of the saved case, and of its report where one is asked for. */
export async function continued(file: string, ports: DeliveryPorts): Promise<readonly string[]> {
  if (ports.options.format === 'markdown') return [file];
  const saved = await readOwnCaseFile(file, () => true);
  const html = saved.status === 'own' ? await report({ file, markdown: saved.text }, undefined, ports) : undefined;
  return html === undefined ? [file] : [file, html];
}

/** A case that can not be written is still printed. */
async function writtenCase(
  found: Case,
  saved: string | undefined,
  { options, say, complain }: DeliveryPorts,
): Promise<Written | undefined> {
  const fresh = renderCase(found);
  const merged = saved === undefined ? undefined : await mergedInto(saved, fresh, say);
  if (merged !== undefined) return merged;
  const name = { id: found.trigger.eventId ?? found.trigger.groupId ?? found.trigger.id, at: new Date(found.completedAt) };
  try {
    return { file: await writeCaseFile(name, fresh, options.out), markdown: fresh };
  } catch (error) {
    complain(error);
    return undefined;
  }
}

/** K-12: what the user wrote in the saved file stays. Undefined where it can not be merged into, which is told. */
async function mergedInto(file: string, fresh: string, say: (line: string) => void): Promise<Written | undefined> {
  const merged = await tryToMerge(file, fresh);
  if (merged.status === 'done') {
    const changes = claimsDiff(merged.before, fresh);
    return { file, markdown: merged.after, ...(changes && { changes }) };
  }
  const why = merged.status === 'gone' ? 'its file is gone' : merged.reason;
  say(`The saved case can not be brought up to date (${why}), so a new file is written beside it.`);
  return undefined;
}

async function tryToMerge(file: string, fresh: string) {
  try {
    return await rewriteCaseFile(
      file,
      (text) => isEarlierText(text, fresh),
      (text) => mergeCase(text, fresh),
    );
  } catch (error) {
    if (!Failure.is(error)) throw error;
    return { status: 'foreign', reason: error.why } as const;
  }
}

/** The HTML report beside the file; that it could not be written is told, and the case is there all the same. */
async function report(written: Written, told: ToldCase | undefined, { options, complain }: DeliveryPorts): Promise<string | undefined> {
  if (options.format === 'markdown') return undefined;
  try {
    return await writeBeside(written.file, '.html', toHtml({ markdown: written.markdown, ...(told && { told }) }));
  } catch (error) {
    complain(error);
    return undefined;
  }
}

/** A case that has a file is noted in the shared state (K-09); where it can not be, the case is there all the same. */
async function note(found: Case, caseFile: string, entry: RecentCase | undefined, { connection, complain }: DeliveryPorts): Promise<void> {
  const recentCase = recentCaseOf(found, caseFile, entry);
  try {
    // Ctrl-C ends the looking; what was found is still noted.
    const { signal } = new AbortController();
    await saveInvestigateState(connection, { lastRun: found.completedAt, ...(recentCase && { recentCase }) }, signal);
  } catch (error) {
    complain(error);
  }
}

function readable(found: Case, written: Written | undefined, html: string | undefined): string {
  const { happened, next } = summarise(found, written?.file);
  const parts = [
    plainText(found.trigger.title),
    happened,
    ...(written?.changes === undefined ? [] : [changesText(written.changes)]),
    html === undefined ? next : `${next} HTML report: ${html}`,
  ];
  return parts.join('\n\n');
}

/** "2 new, 1 gone since 2026-06-10 09:41 UTC:" and one line each. */
function changesText(changes: ClaimsDiff): string {
  const since = `${changes.since.slice(0, 16).replace('T', ' ')} UTC`;
  const counts = countsOf(changes).map(([count, what]) => `${count} ${what}`);
  if (counts.length === 0) return `Nothing is told otherwise than at ${since}.`;
  const lines = [
    ...changes.fresh.map((claim) => `+ ${claim}`),
    ...changes.changed.map(({ before, after }) => `~ ${before} → ${after}`),
    ...changes.gone.map((claim) => `- ${claim}`),
  ];
  return [`${counts.join(', ')} since ${since}:`, ...lines.map(visible)].join('\n');
}
