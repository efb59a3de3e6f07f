import { given } from '../../facts/given.ts';
import { type IntelSource, sourceNames } from '../../intel/sources.ts';
import type { Claim, Evidence } from '../../model/evidence.ts';
import { count, id, type Phrase, phrase, text } from '../../model/phrase.ts';
import type { Advisory } from '../correlate/material.ts';
import type { Ledger } from '../ledger.ts';
import type { Found, Lead, Pivot, Skipped } from '../pivot.ts';
import { counted, plural } from '../plural.ts';
import { knownIn, lookUpAll } from './lookUp.ts';

/** What a source says of one CVE: to the reader, and to the correlation. */
type Note = { readonly said: Phrase; readonly advisory: Omit<Advisory, 'source'> };

type Reader = (cve: string, ledger: Ledger) => Promise<Evidence<Note | undefined>>;

/** The sources on vulnerabilities in the order in which a case tells them; each is a direction of its own, with its own status. */
const readers: readonly (readonly [IntelSource, Reader])[] = [
  ['nvd', nvd],
  ['kev', kev],
  ['ghsa', ghsa],
  ['exploitDb', exploitDb],
  ['epss', epss],
];

/** I-16: what public sources say of the CVEs that passed the tactic gate. Each thing is asked once, and never again in a loop. */
export function publicSources(cves: readonly string[]): readonly Pivot[] {
  return readers.map(([source, reader]) => ({
    name: sourceNames[source],
    part: 'vulnerabilities',
    asked: () => `${sourceNames[source]} on ${cves.length === 0 ? 'vulnerabilities that pass the tactic gate' : cves.join(', ')}`,
    run: (lead) => run(source, reader, cves, lead),
  }));
}

async function run(source: IntelSource, reader: Reader, cves: readonly string[], lead: Lead): Promise<Found | Skipped> {
  if (cves.length === 0) return { skipped: 'no critical or high vulnerability passes the tactic gate', inapplicable: true };
  if (lead.intel === undefined) return { skipped: 'not offered by this host' };
  const off = lead.intel.off(source);
  if (off !== undefined) return { skipped: off };
  const answers = await lookUpAll(lead, cves, (cve) => reader(cve, lead.ledger));
  const known = knownIn(answers);
  const unknown = answers.answered.length - known.length;
  const name = sourceNames[source];
  const nothing: Claim = {
    phrase: phrase`${[name]} knows nothing of ${counted(unknown, 'CVE')} that it was asked about.`,
    cites: answers.cites,
  };
  return {
    cites: answers.cites,
    count: known.length,
    says: `${name} knows ${known.length} of ${plural(cves.length, 'CVE')}.`,
    claims: [...known.map(({ value, cites }) => ({ phrase: value.said, cites })), ...(unknown === 0 ? [] : [nothing])],
    material: { advisories: known.map(({ value, cites }) => ({ value: { ...value.advisory, source: name }, cites })) },
    ...answers.shortfall,
  };
}

async function nvd(cve: string, ledger: Ledger): Promise<Evidence<Note | undefined>> {
  return noted(await ledger.look('nvd', cve), ({ score, severity, vector, description }) => {
    const scored = score === undefined ? [] : phrase` at ${count(score)}${severity === undefined ? [] : phrase` (${text(severity)})`}`;
    return {
      said: phrase`NVD has ${id(cve)}${scored}${quoted(description)}`,
      advisory: { cve, ...given('vector', vector), ...given('description', description) },
    };
  });
}

async function kev(cve: string, ledger: Ledger): Promise<Evidence<Note | undefined>> {
  return noted(await ledger.look('kev', cve), ({ added, ransomware }) => {
    const since = added === undefined ? [] : phrase` since ${text(added)}`;
    return {
      said: phrase`CISA lists ${id(cve)} as exploited${since}${[ransomware ? ', also by ransomware' : '']}.`,
      advisory: { cve, kev: true },
    };
  });
}

async function ghsa(cve: string, ledger: Ledger): Promise<Evidence<Note | undefined>> {
  return noted(await ledger.look('ghsa', cve), ({ id: advisory, summary }) => ({
    said: phrase`GitHub's advisory ${id(advisory)} is on ${id(cve)}${quoted(summary)}`,
    advisory: { cve, ...given('description', summary) },
  }));
}

async function exploitDb(cve: string, ledger: Ledger): Promise<Evidence<Note | undefined>> {
  return noted(await ledger.look('exploitDb', cve), ({ exploits }) => {
    const first = exploits.find((one) => one.verified) ?? exploits[0];
    const tried = first.verified ? ', verified' : '';
    return {
      said: phrase`Exploit-DB has ${counted(exploits.length, 'exploit')} for ${id(cve)}: number ${id(first.id)}${[tried]}, ${text(first.title)}.`,
      advisory: { cve, exploit: true },
    };
  });
}

async function epss(cve: string, ledger: Ledger): Promise<Evidence<Note | undefined>> {
  return noted(await ledger.look('epss', cve), ({ probability }) => ({
    said: phrase`EPSS puts the probability that ${id(cve)} is exploited within 30 days at ${count(Math.round(probability * 100))} %.`,
    advisory: { cve },
  }));
}

/** The end of a sentence: what the source says in its own words, which may end as a sentence or not. */
function quoted(words: string | undefined): Phrase {
  if (words === undefined) return ['.'];
  return /[.!?]$/.test(words) ? phrase`: ${text(words)}` : phrase`: ${text(words)}.`;
}

/** The same evidence, read as a note. */
function noted<T>(answer: Evidence<T | undefined>, read: (known: T) => Note): Evidence<Note | undefined> {
  return { ...answer, value: answer.value === undefined ? undefined : read(answer.value) };
}
