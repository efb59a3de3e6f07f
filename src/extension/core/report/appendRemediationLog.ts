import { footerPlace } from './footerPlace.ts';
import { keyOf, marked, remediationSections } from './remediationSections.ts';

/**
 * A case file with a remediation's log below its Audit, behind those of earlier remediations; the log of the same remediation is replaced where
 * it stands. Nothing else is changed by a byte.
 * @param logId names the remediation
 */
export function appendRemediationLog(caseMarkdown: string, section: string, logId: string): string {
  // Lines keep a carriage return at their end, so that joined they are the file again.
  const lines = caseMarkdown.split('\n');
  const lineEnd = caseMarkdown.includes('\r\n') ? '\r\n' : '\n';
  const below = footerPlace(lines)?.end ?? lines.length;
  const sections = remediationSections(lines, below);
  const log = marked(section, logId).join(lineEnd);
  const known = sections.find(({ key }) => key === keyOf(logId));
  if (known !== undefined) {
    const isEnded = lines[known.last]?.endsWith('\r') === true ? '\r' : '';
    return [...lines.slice(0, known.first), `${log}${isEnded}`, ...lines.slice(known.last + 1)].join('\n');
  }
  const place = (sections.at(-1)?.last ?? below - 1) + 1;
  const before = lines.slice(0, place).join('\n');
  const after = lines.slice(place).join('\n');
  if (place >= lines.length) return `${before}${before === '' || before.endsWith('\n') ? '' : lineEnd}${lineEnd}${log}${lineEnd}`;
  return `${before}\n${lineEnd}${log}${lineEnd}${/^\s*(?:\n|$)/.test(after) ? '' : lineEnd}${after}`;
}
