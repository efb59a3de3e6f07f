import * as z from 'zod';
import { catalogueOf, type Entry } from './catalogue.ts';
import { number, parseJson, text } from './fields.ts';
import { PublicSource, type SourceSetup } from './publicSource.ts';
import { malformed } from './sourceFailure.ts';
import { sourceNames } from './sources.ts';

/** A CVE in CISA's catalogue of known exploited vulnerabilities. `added` and `due` are dates (YYYY-MM-DD). */
export type KevNote = {
  readonly cve: string;
  readonly name: string | undefined;
  readonly added: string | undefined;
  readonly due: string | undefined;
  readonly action: string | undefined;
  /** true where CISA knows of its use in ransomware campaigns */
  readonly ransomware: boolean;
};

const name = sourceNames.kev;

const schema = z.object({
  catalogVersion: text,
  dateReleased: text,
  count: number,
  vulnerabilities: z.array(z.looseObject({ cveID: z.string() })).min(1),
});

const fields = z.object({
  vulnerabilityName: text,
  dateAdded: text,
  dueDate: text,
  requiredAction: text,
  knownRansomwareCampaignUse: text,
});

/** The catalogue has 1–2 MB. */
export function createKev(setup: SourceSetup) {
  return catalogueOf(setup, new PublicSource({ name, timeoutMs: 30_000 }, setup.ports), readKev);
}

function readKev(body: string): (cve: string) => Entry<KevNote> {
  const { vulnerabilities, ...head } = parseJson(name, body, schema);
  // A cut catalogue would say "not listed" of what is.
  if (head.count !== undefined && head.count !== vulnerabilities.length) throw malformed(name, 'the catalogue is incomplete');
  const records = new Map(vulnerabilities.map((record) => [record.cveID, record]));
  return (cve) => {
    const record = records.get(cve);
    if (record === undefined) return { raw: JSON.stringify(head), value: undefined };
    const read = fields.parse(record);
    return {
      raw: JSON.stringify(record),
      value: {
        cve,
        name: read.vulnerabilityName,
        added: read.dateAdded,
        due: read.dueDate,
        action: read.requiredAction,
        ransomware: read.knownRansomwareCampaignUse === 'Known',
      },
    };
  };
}
