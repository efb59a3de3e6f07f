import { createHash } from 'node:crypto';

/** Lines of a case file that hold a remediation's log, its marks included. `isWritten` while it is as it was written, spacing aside. */
export type RemediationSection = { readonly key: string; readonly first: number; readonly last: number; readonly isWritten: boolean };

const begin = /^<!-- remediation log ([0-9a-f]{12}) ([0-9a-f]{8}) -->$/;
const end = /^<!-- end of remediation log ([0-9a-f]{12}) -->$/;

/** Every remediation's log in the lines of a case, which is below its Audit: nowhere else is one looked for. */
export function remediationSections(lines: readonly string[], from: number): readonly RemediationSection[] {
  const found: RemediationSection[] = [];
  let open: { readonly key: string; readonly digest: string; readonly first: number } | undefined;
  for (let at = from; at < lines.length; at += 1) {
    const line = (lines[at] ?? '').trimEnd();
    const [, key, digest] = begin.exec(line) ?? [];
    if (key !== undefined && digest !== undefined) open = { key, digest, first: at };
    if (open === undefined || end.exec(line)?.[1] !== open.key) continue;
    const isWritten = digestOf(lines.slice(open.first + 1, at)) === open.digest;
    found.push({ key: open.key, first: open.first, last: at, isWritten });
    open = undefined;
  }
  return found;
}

/** The lines of a log between marks, by which it is known again. */
export function marked(section: string, logId: string): readonly string[] {
  const key = keyOf(logId);
  // No line of data is one of its own, so none is a mark; a blank before it costs nothing.
  const lines = section.split(/\r?\n/).map((line) => (begin.test(line) || end.test(line) ? ` ${line}` : line));
  return [`<!-- remediation log ${key} ${digestOf(lines)} -->`, ...lines, `<!-- end of remediation log ${key} -->`];
}

export function keyOf(logId: string): string {
  return sha256(logId).slice(0, 12);
}

/** Formatters align tables and trim lines. It is no signature: whoever rewrites the log can write its digest anew. */
function digestOf(lines: readonly string[]): string {
  const normal = lines.map((line) =>
    line
      .trim()
      .replace(/\s*\|\s*/g, '|')
      .replace(/\s+/g, ' '),
  );
  return sha256(normal.filter((line) => line !== '' && !/^\|[:|-]+$/.test(line)).join('\n')).slice(0, 8);
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
