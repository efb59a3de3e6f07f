import * as z from 'zod';
import type { Evidence } from '../model/evidence.ts';
import { number, parseJson, text } from './fields.ts';
import { type Answer, PublicSource, type SourceSetup } from './publicSource.ts';
import { malformed } from './sourceFailure.ts';
import { sourceNames } from './sources.ts';

/** How many engines say what of a file. `label` is the name that most of them give it; the instants are ISO UTC. */
export type FileReputation = {
  readonly sha256: string;
  readonly malicious: number;
  readonly suspicious: number;
  readonly harmless: number;
  readonly undetected: number;
  readonly label: string | undefined;
  readonly name: string | undefined;
  readonly firstSubmitted: string | undefined;
  readonly lastAnalysed: string | undefined;
};

const name = sourceNames.virusTotal;

/** Four requests a minute on the free plan. A 404 with VirusTotal's own error is an answer: it has never seen the file. */
export function createVirusTotal({ ports, address, key }: SourceSetup) {
  const source = new PublicSource({ name, limit: { requests: 4, perMs: 60_000 }, keyRefused: [401, 403], readable: [404] }, ports);
  const headers = key === undefined ? {} : { 'x-apikey': key };
  return (sha256: string, signal: AbortSignal): Promise<Evidence<FileReputation | undefined>> => {
    const url = `${address}/${sha256}`;
    return source.lookUp({ url, headers }, (answer) => readFile(answer, sha256), signal);
  };
}

const notFound = z.object({ error: z.object({ code: z.literal('NotFoundError') }) });

const count = z.number().int().nonnegative();
const schema = z.object({
  data: z.object({
    id: z.string(),
    attributes: z.object({
      last_analysis_stats: z.object({ malicious: count, suspicious: count, harmless: count, undetected: count }),
      popular_threat_classification: z.object({ suggested_threat_label: text }).optional().catch(undefined),
      meaningful_name: text,
      first_submission_date: number,
      last_analysis_date: number,
    }),
  }),
});

function readFile({ status, text: body }: Answer, sha256: string): FileReputation | undefined {
  if (status === 404) {
    parseJson(name, body, notFound);
    return undefined;
  }
  const { id, attributes } = parseJson(name, body, schema).data;
  if (id !== sha256) throw malformed(name, 'it is about another file');
  const { malicious, suspicious, harmless, undetected } = attributes.last_analysis_stats;
  return {
    sha256,
    malicious,
    suspicious,
    harmless,
    undetected,
    label: attributes.popular_threat_classification?.suggested_threat_label,
    name: attributes.meaningful_name,
    firstSubmitted: instant(attributes.first_submission_date),
    lastAnalysed: instant(attributes.last_analysis_date),
  };
}

/** From epoch seconds; absent beyond what a date can hold. */
function instant(seconds: number | undefined): string | undefined {
  const date = new Date((seconds ?? Number.NaN) * 1000);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}
