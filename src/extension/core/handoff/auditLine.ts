import { id } from '../model/phrase.ts';
import { markdownPhrase } from '../report/markdown.ts';
import { parseCaseFooter } from '../report/parseCaseFooter.ts';
import type { HandoffCase } from './handoffCase.ts';
import type { Redactable } from './redaction.ts';

/**
 * The line that every payload ends in (H-02, H-07): "audit: event_id=18bc… | sources=sysdig,nvd | verified=yes | removed=hosts 5". It is made
 * after the redaction, so nothing can take the event id out of it. Plain words, see markdownAudit for Markdown.
 */
export function auditLine(of: HandoffCase, removed: readonly Redactable[]): string {
  return audit(of, of.eventId, removed);
}

/** The same for a Markdown body: the id stands in a code span, whatever it is made of. */
export function markdownAudit(of: HandoffCase, removed: readonly Redactable[]): string {
  return audit(of, markdownPhrase([id(of.eventId)]), removed);
}

function audit(of: HandoffCase, eventId: string, removed: readonly Redactable[]): string {
  const taken = removed.map((one) => `${one.class} ${one.count}`).join(', ');
  const parts = [`event_id=${eventId}`, `sources=${sourcesOf(of.markdown).join(',')}`, `verified=${of.verified ? 'yes' : 'no'}`];
  return `audit: ${[...parts, ...(taken === '' ? [] : [`removed=${taken}`])].join(' | ')}`;
}

/** Who was asked, by the case's own Sources table; the tenant always was. */
function sourcesOf(markdown: string): readonly string[] {
  const parsed = parseCaseFooter(markdown);
  if (parsed.status !== 'ok') return ['sysdig'];
  const urls = parsed.footer.sources.flatMap(({ source }) => (source.kind === 'http' ? [source.url] : []));
  return [...new Set(['sysdig', ...urls.map(publicSource)])];
}

function publicSource(url: string): string {
  const host = /^https?:\/\/([\w.-]+)/.exec(url)?.[1] ?? '';
  return publicSources[host] ?? 'web';
}

const publicSources: Readonly<Record<string, string>> = {
  'services.nvd.nist.gov': 'nvd',
  'www.cisa.gov': 'kev',
  'api.first.org': 'epss',
  'api.github.com': 'ghsa',
  'gitlab.com': 'exploit-db',
  'www.virustotal.com': 'virustotal',
  'ipinfo.io': 'ipinfo',
  'ip-api.com': 'ip-api',
};
