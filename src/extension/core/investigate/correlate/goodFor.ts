import { type Phrase, phrase, text } from '../../model/phrase.ts';
import type { Tactic } from '../../model/tactic.ts';
import type { Finding } from '../../model/vulnerability.ts';
import { type CvssVector, readVector } from './cvssVector.ts';

/** What a flaw is good for, the likeliest first, and what says so. */
export type GoodFor = { readonly tactics: readonly Tactic[]; readonly because: Phrase };

/** What a public source adds to what the scan says. */
export type Said = { readonly vector?: string; readonly description?: string };

/** No vector of CVSS 3 comes to this score that is not reached over the network. */
const onlyOverNetwork = 9.7;

/** Software whose flaws, where nothing else is said of them, give a local user the rights of root or of the node. */
const guardsRights =
  /^(kernel|linux-image|linux-modules|linux-aws|linux-azure|linux-gcp|sudo|runc|crun|containerd|docker|moby|cri-o|polkit|policykit|pam|libpam|shadow|util-linux|snapd|needrestart)\b/;

/** From the scan's own data, then what public sources say; undefined where nothing speaks: unknown is better than a guess (I-24). */
export function goodFor(finding: Finding, said: readonly Said[] = []): GoodFor | undefined {
  const vectors = [finding.vector, ...said.map((one) => one.vector)].filter((one) => one !== undefined);
  for (const vector of vectors) {
    const read = readVector(vector);
    const tactics = read && fromVector(read);
    if (tactics !== undefined) return { tactics, because: phrase`its CVSS vector is ${text(vector)}` };
  }
  // A vector that says neither is not overruled by less than it.
  if (vectors.length > 0) return fromDescriptions(said);
  return fromDescriptions(said) ?? fromScore(finding) ?? fromPackage(finding);
}

function fromVector({ reach, lured, rights, loses }: CvssVector): readonly Tactic[] | undefined {
  const { secrets, integrity, service } = loses;
  if (secrets === 'all' && integrity === 'all') {
    if (reach === 'network') return rights ? ['execution', 'privilege_escalation'] : ['initial_access', 'execution'];
    return lured ? ['execution'] : ['privilege_escalation'];
  }
  if (integrity === 'none' && service === 'none' && secrets !== 'none') return ['credential_access', 'collection'];
  if (secrets === 'none' && integrity === 'none' && service !== 'none') return ['impact'];
  return undefined;
}

function fromScore({ cvss, exploitable }: Finding): GoodFor | undefined {
  if (cvss === undefined || cvss < onlyOverNetwork || exploitable !== true) return undefined;
  const because = phrase`an exploit is known, and only what is reached over the network has a CVSS score of ${text(String(cvss))}`;
  return { tactics: ['initial_access', 'execution'], because };
}

function fromPackage(finding: Finding): GoodFor | undefined {
  const name = finding.package?.name;
  if (name === undefined || !guardsRights.test(name)) return undefined;
  return { tactics: ['privilege_escalation'], because: phrase`${text(name)} keeps the rights of users apart` };
}

/** How advisories put it; the first that fits, the gravest first. */
const wordings: readonly (readonly [RegExp, readonly Tactic[]])[] = [
  [/\bescape\b.{0,60}\b(container|host|sandbox)|\b(container|sandbox) escape/i, ['privilege_escalation']],
  [/\b(privilege|privileges) (escalation|elevation)|\b(escalate|elevate|gain)\b.{0,30}\b(privileges?|root)\b/i, ['privilege_escalation']],
  [
    /\bremote code execution\b|\bRCE\b|\b(execute|run)\b.{0,30}\b(arbitrary|malicious)\b.{0,20}\b(code|commands?)|\bcommand injection/i,
    ['initial_access', 'execution'],
  ],
  [/\b(bypass|circumvent)\w*\b.{0,30}\bauthentication|\bauthentication bypass/i, ['initial_access']],
  [
    /\b(read|disclos|leak|obtain)\w*\b.{0,40}\b(files?|memory|credentials?|secrets?|sensitive|information)\b/i,
    ['credential_access', 'collection'],
  ],
  [/\bdenial[- ]of[- ]service\b|\b(resource|memory|cpu) (exhaustion|consumption)\b|\bcrash/i, ['impact']],
];

function fromDescriptions(said: readonly Said[]): GoodFor | undefined {
  for (const { description = '' } of said) {
    const found = wordings.find(([words]) => words.test(description));
    const words = found?.[0].exec(description)?.[0];
    if (found !== undefined && words !== undefined) return { tactics: found[1], because: phrase`its advisory says “${text(words)}”` };
  }
  return undefined;
}
