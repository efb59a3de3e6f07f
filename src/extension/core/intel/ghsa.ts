import * as z from 'zod';
import type { Evidence } from '../model/evidence.ts';
import { parseJson, text } from './fields.ts';
import { type Answer, PublicSource, type SourceSetup } from './publicSource.ts';
import { malformed } from './sourceFailure.ts';
import { sourceNames } from './sources.ts';

/** GitHub's advisory on a CVE: the packages that it affects and the versions that mend it. */
export type GhsaNote = {
  readonly cve: string;
  readonly id: string;
  readonly summary: string | undefined;
  readonly severity: string | undefined;
  readonly url: string | undefined;
  readonly published: string | undefined;
  readonly packages: readonly {
    readonly ecosystem: string | undefined;
    readonly name: string | undefined;
    readonly affected: string | undefined;
    readonly fixed: string | undefined;
  }[];
};

const name = sourceNames.ghsa;
const hourMs = 3_600_000;

/** Sixty requests an hour, five thousand with a token. */
export function createGhsa({ ports, address, key }: SourceSetup) {
  const limit = { requests: key === undefined ? 60 : 5000, perMs: hourMs };
  const source = new PublicSource({ name, limit, keyRefused: key === undefined ? [] : [401] }, ports);
  const headers = {
    accept: 'application/vnd.github+json',
    'x-github-api-version': '2022-11-28',
    ...(key !== undefined && { authorization: `Bearer ${key}` }),
  };
  return (cve: string, signal: AbortSignal): Promise<Evidence<GhsaNote | undefined>> => {
    const url = `${address}?cve_id=${cve}`;
    return source.lookUp({ url, headers }, (answer) => readGhsa(answer, cve), signal);
  };
}

const schema = z.array(
  z.object({
    ghsa_id: z.string(),
    cve_id: text,
    html_url: text,
    summary: text,
    severity: text,
    published_at: text,
    withdrawn_at: text,
    vulnerabilities: z
      .array(
        z.object({
          package: z.object({ ecosystem: text, name: text }).optional().catch(undefined),
          vulnerable_version_range: text,
          first_patched_version: text,
        }),
      )
      .catch([]),
  }),
);

function readGhsa({ text: body }: Answer, cve: string): GhsaNote | undefined {
  const advisories = parseJson(name, body, schema);
  if (advisories.some(({ cve_id }) => cve_id !== cve)) throw malformed(name, 'it is about another CVE');
  const standing = advisories.find(({ withdrawn_at }) => withdrawn_at === undefined);
  if (standing === undefined) return undefined;
  return {
    cve,
    id: standing.ghsa_id,
    summary: standing.summary,
    severity: standing.severity,
    url: standing.html_url,
    published: standing.published_at,
    packages: standing.vulnerabilities.map((one) => ({
      ecosystem: one.package?.ecosystem,
      name: one.package?.name,
      affected: one.vulnerable_version_range,
      fixed: one.first_patched_version,
    })),
  };
}
