import * as z from 'zod';
import type { Evidence } from '../model/evidence.ts';
import { number, parseJson, text } from './fields.ts';
import { type Answer, PublicSource, type SourceSetup } from './publicSource.ts';
import { malformed } from './sourceFailure.ts';
import { sourceNames } from './sources.ts';

/** What NVD says of a CVE. `severity` is CVSS's word in lower case, `published` as written (UTC, no zone). */
export type NvdNote = {
  readonly cve: string;
  readonly status: string | undefined;
  readonly published: string | undefined;
  readonly description: string | undefined;
  readonly score: number | undefined;
  readonly severity: string | undefined;
  readonly vector: string | undefined;
  readonly weaknesses: readonly string[];
};

const name = sourceNames.nvd;

/** Five requests in 30 s, fifty with a key. NVD throttles with 403 and 503, and answers 404 to a key that it does not know (contract, trap 42). */
export function createNvd({ ports, address, key }: SourceSetup) {
  const limit = { requests: key === undefined ? 5 : 50, perMs: 30_000 };
  const source = new PublicSource({ name, limit, throttles: [403, 503], keyRefused: key === undefined ? [] : [404] }, ports);
  const headers = key === undefined ? {} : { apiKey: key };
  return (cve: string, signal: AbortSignal): Promise<Evidence<NvdNote | undefined>> => {
    const url = `${address}?cveId=${cve}`;
    return source.lookUp({ url, headers }, (answer) => readNvd(answer, cve), signal);
  };
}

const metric = z.object({
  type: text,
  // CVSS 2 keeps it here, the later ones in cvssData
  baseSeverity: text,
  cvssData: z.object({ baseScore: number, baseSeverity: text, vectorString: text }),
});
const metrics = z.array(metric).catch([]);

const schema = z.object({
  vulnerabilities: z.array(
    z.object({
      cve: z.object({
        id: z.string(),
        vulnStatus: text,
        published: text,
        descriptions: z.array(z.object({ lang: text, value: text })).catch([]),
        metrics: z
          .object({ cvssMetricV40: metrics, cvssMetricV31: metrics, cvssMetricV30: metrics, cvssMetricV2: metrics })
          .optional()
          .catch(undefined),
        weaknesses: z.array(z.object({ description: z.array(z.object({ value: text })).catch([]) })).catch([]),
      }),
    }),
  ),
});

type Cve = z.infer<typeof schema>['vulnerabilities'][number]['cve'];

function readNvd({ text: body }: Answer, asked: string): NvdNote | undefined {
  const { vulnerabilities } = parseJson(name, body, schema);
  if (vulnerabilities.length === 0) return undefined;
  const cve = vulnerabilities.find((one) => one.cve.id === asked)?.cve;
  if (cve === undefined) throw malformed(name, 'it is about another CVE');
  const scored = chosenMetric(cve);
  return {
    cve: cve.id,
    status: cve.vulnStatus,
    published: cve.published,
    description: cve.descriptions.find(({ lang }) => lang === 'en')?.value,
    score: scored?.cvssData.baseScore,
    severity: (scored?.cvssData.baseSeverity ?? scored?.baseSeverity)?.toLowerCase(),
    vector: scored?.cvssData.vectorString,
    weaknesses: weaknessesOf(cve),
  };
}

/** NVD writes "NVD-CWE-noinfo" and "NVD-CWE-Other" where it has no weakness to name. */
function weaknessesOf({ weaknesses }: Cve): readonly string[] {
  const named = weaknesses.flatMap(({ description }) => description.flatMap(({ value }) => value ?? []));
  return [...new Set(named)].filter((value) => /^CWE-\d+$/.test(value));
}

/** NVD's own score ("Primary") before a vendor's, newer CVSS before older. */
function chosenMetric({ metrics: scores }: Cve) {
  if (scores === undefined) return undefined;
  const all = [...scores.cvssMetricV40, ...scores.cvssMetricV31, ...scores.cvssMetricV30, ...scores.cvssMetricV2];
  return all.find(({ type }) => type === 'Primary') ?? all[0];
}
