import { isIP } from 'node:net';
import type { Datum } from '../model/phrase.ts';
import { type NetworkRange, networkRangeOf } from './networkRange.ts';
import { maskSecrets } from './secrets.ts';

export type IndicatorKind = 'ipv4' | 'ipv6' | 'domain' | 'url' | 'email' | 'sha256' | 'sha1' | 'md5';

/** `value` is as it was seen, not defanged, names and hashes in lower case; `range` is absent for what has no place in a network. */
export type NamedIndicator = { readonly kind: IndicatorKind; readonly value: string; readonly range?: NetworkRange };

/**
 * What a datum of a sentence names: an address, name, URL or hash as a whole, or those that a command line holds. Nothing else is guessed at: a
 * domain counts in a command only as a URL's host or with a port, since `os.path` and `i.sh` look like one.
 */
export function indicatorsIn(datum: Datum): readonly NamedIndicator[] {
  const text = maskSecrets(datum.text);
  switch (datum.kind) {
    case 'indicator':
      return whole(text.trim());
    case 'hash':
      return hashOf(text.trim());
    case 'code':
      return indicatorsInCommand(text);
    case 'text':
    case 'time':
    case 'id':
    case 'count':
      return [];
  }
}

const urls = /\b(?:https?|ftps?|tftp|wss?|ldaps?|rmi|dns|(?:stratum\+)?(?:tcp|udp|ssl|tls)):\/\/[^\s"'`<>|;,\\^{}()[\]]{1,2000}/gi;
// A network (`10.0.0.0/16`) is no address.
const ipv4 = /(?<![\w.-])\d{1,3}(?:\.\d{1,3}){3}(?![\w-]|\.\d|\/\d{1,2}(?![\w.]))/g;
const ipv6 = /(?<![\w:.])(?:[0-9a-f]{0,4}::?){2,8}[0-9a-f]{0,4}(?![\w:]|\.\d)/gi;
// As report/datumText.ts defangs it: a name with a port that is no path and no image.
const hostWithPort = /(?<![\w./-])[\w-]{1,63}(?:\.[\w-]{1,63}){0,8}\.[a-z]{2,24}(?=:\d{2,5}(?![\w/.]))/gi;

/** Those in a command line: URLs with their hosts, addresses, and names with a port. */
export function indicatorsInCommand(line: string): readonly NamedIndicator[] {
  const text = maskSecrets(line);
  return [
    ...all(text, urls).flatMap((url) => urlWithHost(url.replace(/[.:!?]+$/, ''))),
    ...all(text, ipv4).flatMap(addressOf),
    ...all(text, ipv6)
      .filter((one) => /[0-9a-f]/i.test(one) && /\d/.test(one))
      .flatMap(addressOf),
    ...all(text, hostWithPort).flatMap(domainOf),
  ];
}

function whole(text: string): readonly NamedIndicator[] {
  if (text.length > 2_000) return [];
  if (/^[a-z][a-z0-9+.-]{1,20}:\/\//i.test(text)) return urlWithHost(text);
  const address = addressOf(text.replace(/^\[([^\]]*)\](?::\d+)?$/, '$1'));
  if (address.length > 0) return address;
  const host = text.replace(/:\d{1,5}$/, '');
  const found = [...addressOf(host), ...domainOf(host)];
  return found.length > 0 ? found.slice(0, 1) : emailOf(text);
}

/** Every machine is its own 127.0.0.1, so that and the address of nobody tell nothing. */
const itself = /^(?:127\.|0\.0\.0\.0$|::1?$)/;

function addressOf(text: string): readonly NamedIndicator[] {
  const bare = text.replace(/%.*$/s, '').toLowerCase();
  const family = isIP(bare);
  if (family === 0 || itself.test(bare)) return [];
  return [{ kind: family === 4 ? 'ipv4' : 'ipv6', value: bare, range: networkRangeOf(bare) }];
}

const domainName = /^(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?:[a-z]{2,24}|xn--[a-z0-9-]{2,59})$/i;

/** "ec2.amazonaws.com" as a caller is a service of the cloud's and no place. */
const service = /^[a-z0-9-]+\.amazonaws\.com$/i;

function domainOf(text: string): readonly NamedIndicator[] {
  const value = text.toLowerCase();
  return domainName.test(value) && !service.test(value) ? [{ kind: 'domain', value, range: networkRangeOf(value) }] : [];
}

/** A URL that held a secret is left out, and its host stands for it; so is one that no parser would take. */
function urlWithHost(url: string): readonly NamedIndicator[] {
  if (!URL.canParse(url)) return [];
  const authority = url.replace(/^[^/]*\/\//, '').replace(/[/?#].*$/s, '');
  const host = hostOf(authority.slice(authority.lastIndexOf('@') + 1));
  const place = [...addressOf(host), ...domainOf(host)];
  return [...(uri.test(url) ? [{ kind: 'url' as const, value: url, ...rangeOf(place) }] : []), ...place];
}

/** What RFC 3986 lets stand in a URI; the sign of a masked secret is none of it. */
const uri = /^[a-z][a-z0-9+.-]*:\/\/(?:[\w.~:/?#@!$&'()*+,;=[\]-]|%[0-9a-f]{2})+$/i;

function hostOf(authority: string): string {
  return authority.startsWith('[') ? authority.slice(1).replace(/\].*$/s, '') : authority.replace(/:\d*$/, '');
}

function rangeOf([place]: readonly NamedIndicator[]): Pick<NamedIndicator, 'range'> {
  return place?.range === undefined ? {} : { range: place.range };
}

function emailOf(text: string): readonly NamedIndicator[] {
  const [user = '', host = '', ...more] = text.split('@');
  const isOne = more.length === 0 && /^[\w.+-]{1,64}$/.test(user) && domainName.test(host);
  return isOne ? [{ kind: 'email', value: text, range: networkRangeOf(host) }] : [];
}

const hashKinds: Readonly<Record<number, IndicatorKind>> = { 64: 'sha256', 40: 'sha1', 32: 'md5' };

/** A bare digest of a file; `sha256:…` names an image. */
export function hashOf(text: string): readonly NamedIndicator[] {
  const kind = /^[0-9a-f]+$/i.test(text) ? hashKinds[text.length] : undefined;
  return kind === undefined ? [] : [{ kind, value: text.toLowerCase() }];
}

function all(text: string, pattern: RegExp): readonly string[] {
  return [...text.matchAll(pattern)].map(([match]) => match);
}
