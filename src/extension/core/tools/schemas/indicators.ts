import { isIPv4, isIPv6 } from 'node:net';
import type { Indicator } from '../../model/intelligence.ts';

// Feeds write addresses and names so that nobody follows them by accident: 198[.]51[.]100[.]23, evil(.)example, evil[dot]example, 2001[:]db8[::]1.
const dot = String.raw`(?:\.|[[({](?:\.|dot)[\])}])`;
const label = '[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?';

const cve = /\bCVE-\d{4}-\d{4,}\b/gi;
const ipv4 = new RegExp(String.raw`(?<![\w.])\d{1,3}(?:${dot}\d{1,3}){3}(?!\w|\.\d)`, 'gi');
const ipv6 = /(?<![\w:.])(?:[0-9a-f]{0,4}(?:::?|\[::?\])){1,8}[0-9a-f]{0,4}(?![\w:]|\.\d)/gi;
const hash = /(?<![\w-])(?:[0-9a-f]{64}|[0-9a-f]{40}|[0-9a-f]{32})(?![\w-])/gi;
// Behind a single slash stands a path; behind `://` stands a host.
const domain = new RegExp(String.raw`(?<![\w.-]|(?<!:/)/)(?:${label}${dot})+[a-z]{2,24}(?![\w-])`, 'gi');

/** Every indicator in the texts, each once and without its defanging. */
export function indicatorsOf(...texts: readonly string[]): readonly Indicator[] {
  const found = texts.flatMap((text): readonly Indicator[] => [
    ...all(text, cve).map((value) => ({ kind: 'cve', value: value.toUpperCase() }) as const),
    ...all(text, ipv4).map(refanged).filter(isIPv4).map(address),
    ...all(text, ipv6)
      .map(refanged)
      .filter((value) => isIPv6(value))
      .map(address),
    ...domainsIn(text).map((value) => ({ kind: 'domain', value }) as const),
    ...all(text, hash).map((value) => ({ kind: 'hash', value: value.toLowerCase() }) as const),
  ]);
  return distinct(found);
}

/** Each once, in the order of their first appearance. */
export function distinct(indicators: readonly Indicator[]): readonly Indicator[] {
  return [...new Map(indicators.map((one) => [`${one.kind} ${one.value}`, one])).values()];
}

function all(text: string, pattern: RegExp): readonly string[] {
  return [...text.matchAll(pattern)].map(([match]) => match);
}

function refanged(text: string): string {
  return text
    .replaceAll(/[[({](?:\.|dot)[\])}]/gi, '.')
    .replaceAll(/\[(::?)\]/g, '$1')
    .toLowerCase();
}

function address(value: string): Indicator {
  return { kind: 'address', value };
}

// `dropper.sh` is a file although .sh is a country: a name like this counts only where it is defanged or a URL's host.
const fileName =
  /\.(?:bat|bin|cfg|conf|cpp|css|dll|elf|exe|gz|html?|ini|jar|java|js|json|jsp|ko|log|md|php|pl|py|rb|rs|service|sh|so|sock|sys|tar|tgz|ts|txt|war|xml|xz|ya?ml|zip)$/;

/** Host names, without those that a markdown link leads to: they are where to read more. */
function domainsIn(text: string): readonly string[] {
  const prose = text.replaceAll(/\]\(https?:[^()\]\s]*\)/gi, ']');
  return [...prose.matchAll(domain)].flatMap(({ 0: match, index }) => {
    const name = refanged(match);
    const meant = name !== match.toLowerCase() || prose.slice(0, index).endsWith('://');
    return meant || !fileName.test(name) ? [name] : [];
  });
}
