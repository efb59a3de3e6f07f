import { id } from '../model/phrase.ts';
import { markdownPhrase } from '../report/markdown.ts';
import { parseCaseFooter } from '../report/parseCaseFooter.ts';
import type { HandoffDocument } from './handoffDocument.ts';
import type { Redactable } from './redaction.ts';

/**
 * The line that every payload ends in (H-02, H-07): "audit: event_id=18bc… | sources=sysdig,nvd | verified=yes | removed=hosts 5". It is made
 * after the redaction, so nothing can take the event id out of it. Plain words, see markdownAudit for Markdown.
 */
export function auditLine(of: HandoffDocument, removed: readonly Redactable[]): string {
  return audit(of, (value) => value, removed);
}

/** The same for a Markdown body: an id stands in a code span, whatever it is made of. */
export function markdownAudit(of: HandoffDocument, removed: readonly Redactable[]): string {
  return audit(of, (value) => markdownPhrase([id(value)]), removed);
}

/** An action's id comes first: that is what its ticket is told by where labels can not be set, see wordQuery. */
function audit({ eventId, actionId, markdown, verified }: HandoffDocument, shown: (id: string) => string, removed: readonly Redactable[]) {
  const taken = removed.map((one) => `${one.class} ${one.count}`).join(', ');
  const parts = [
    ...(actionId === undefined ? [] : [`action_id=${shown(actionId)}`]),
    `event_id=${shown(eventId)}`,
    `sources=${sourcesOf(markdown).join(',')}`,
    ...(verified === undefined ? [] : [`verified=${verified ? 'yes' : 'no'}`]),
    ...(taken === '' ? [] : [`removed=${taken}`]),
  ];
  return `audit: ${parts.join(' | ')}`;
}

/** Who was asked, by the Sources table of a case; the tenant always was. */
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
