import * as z from 'zod';
import type { Evidence } from '../model/evidence.ts';
import { parseJson, text } from './fields.ts';
import { type Answer, PublicSource, type SourceSetup } from './publicSource.ts';
import { malformed } from './sourceFailure.ts';
import { sourceNames } from './sources.ts';

/** FIRST's estimate that a CVE is exploited within 30 days; both numbers lie between 0 and 1. */
export type EpssNote = {
  readonly cve: string;
  readonly probability: number;
  readonly percentile: number;
  readonly date: string | undefined;
};

const name = sourceNames.epss;

export function createEpss({ ports, address }: SourceSetup) {
  const source = new PublicSource({ name }, ports);
  return (cve: string, signal: AbortSignal): Promise<Evidence<EpssNote | undefined>> => {
    const url = `${address}?cve=${cve}`;
    return source.lookUp({ url }, (answer) => readEpss(answer, cve), signal);
  };
}

/** The numbers come as strings (contract, trap 42). */
const share = z
  .string()
  .regex(/^[01](\.\d+)?$/)
  .transform(Number)
  .pipe(z.number().max(1));
const schema = z.object({ data: z.array(z.object({ cve: z.string(), epss: share, percentile: share, date: text })) });

function readEpss({ text: body }: Answer, asked: string): EpssNote | undefined {
  const { data } = parseJson(name, body, schema);
  if (data.length === 0) return undefined;
  const found = data.find(({ cve }) => cve === asked);
  if (found === undefined) throw malformed(name, 'it is about another CVE');
  return { cve: asked, probability: found.epss, percentile: found.percentile, date: found.date };
}
