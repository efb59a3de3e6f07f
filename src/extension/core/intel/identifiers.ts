import { isIP } from 'node:net';
import { Failure } from '../model/failure.ts';
import { publicAddress } from './publicAddress.ts';

// What goes into a URL comes from a tenant's answers, so it has to be what it says it is. No failure repeats what it was given.

export function checkedCve(text: string): string {
  if (/^CVE-\d{4}-\d{4,}$/.test(text)) return text;
  throw notLookedUp('CVE', 'it is not written as CVE-year-number');
}

/** In lower case, as every source writes it. */
export function checkedSha256(text: string): string {
  if (/^[0-9a-f]{64}$/i.test(text)) return text.toLowerCase();
  throw notLookedUp('file', 'its SHA-256 does not have 64 hexadecimal digits');
}

/** In its canonical form. What is private or reserved is refused: it says something about the tenant's network, and nothing to anybody else. */
export function checkedAddress(text: string): string {
  if (isIP(text) === 0) throw notLookedUp('address', 'it is neither an IPv4 nor an IPv6 address');
  const address = publicAddress(text);
  if (address !== undefined) return address;
  throw new Failure('refused', {
    what: 'The address was not looked up',
    why: 'it is private or reserved',
    fix: 'Look for it in the records of your own network',
  });
}

function notLookedUp(subject: string, why: string): Failure {
  return new Failure('invalid', { what: `The ${subject} was not looked up`, why, fix: 'Look at the event that names it' });
}
