import { parseArgs } from 'node:util';
import type { ReportFormat } from './core/report/reportFormat.ts';
import type { ResumeWay } from './core/tools/recentCase.ts';

/** What the terminal asked for. `tokenEnv` names an environment variable; a token itself is never an argument, where `ps` would show it. */
export type HeadlessOptions = {
  readonly tenant: { readonly kind: 'sample' } | { readonly kind: 'url'; readonly url: URL; readonly tokenEnv?: string };
  readonly target: { readonly kind: 'id'; readonly id: string } | { readonly kind: 'top' };
  readonly out?: string;
  readonly json: boolean;
  /** what becomes of an earlier case of the same event */
  readonly resume: ResumeWay;
  /** of the report; the Markdown file is written in any case */
  readonly format: ReportFormat;
  /** whether public sources may be asked */
  readonly intelligence: boolean;
};

export type ParsedOptions =
  | { readonly status: 'ok'; readonly options: HeadlessOptions }
  | { readonly status: 'help' }
  | { readonly status: 'usage'; readonly why: string };

export const usage = `Usage: npm run headless -- --url URL [--token-env NAME] | --sample  ID | --top  [options]

  --url URL         the MCP endpoint of the tenant
  --token-env NAME  the environment variable that holds its API token (else SYSDIG_SECURE_API_TOKEN)
  --sample          the sample tenant, no account and no network
  ID                a threat, group or event
  --top             the newest open group
  --out DIR         write the case file there (without it: the temporary folder, or nowhere with --json)
  --json            print the whole case as JSON on stdout
  --format FORMAT   of the report: markdown (the default), html or both; the Markdown file is written in any case
  --resume WAY      what becomes of an earlier case of the same event: refresh (the default) investigates again and merges what is
                    new into its file, where what you wrote stays, continue prints its path, fresh drops it from the shared state
  --no-intelligence ask no public source (NVD, CISA, GitHub, Exploit-DB, FIRST, VirusTotal, ipinfo.io, ip-api.com)

Exit codes: 0 done, 2 usage, 3 not authenticated, 4 not reachable, 5 not found, 6 partial.`;

export function parseOptions(args: readonly string[]): ParsedOptions {
  try {
    const { values, positionals } = parseArgs({ args: [...args], options: known, allowPositionals: true, strict: true });
    return values.help === true ? { status: 'help' } : checked(values, positionals);
  } catch (error) {
    // parseArgs throws a TypeError with a readable first sentence for every unknown or incomplete option.
    if (error instanceof TypeError) return refused(error.message.split('. ')[0] ?? error.message);
    throw error;
  }
}

const known = {
  url: { type: 'string' },
  'token-env': { type: 'string' },
  sample: { type: 'boolean' },
  top: { type: 'boolean' },
  out: { type: 'string' },
  json: { type: 'boolean' },
  resume: { type: 'string' },
  format: { type: 'string' },
  'no-intelligence': { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

type Values = {
  url?: string;
  'token-env'?: string;
  sample?: boolean;
  top?: boolean;
  out?: string;
  json?: boolean;
  resume?: string;
  format?: string;
  'no-intelligence'?: boolean;
};

function checked(values: Values, positionals: readonly string[]): ParsedOptions {
  const { url, out, sample = false, top = false } = values;
  const tokenEnv = values['token-env'];
  const [id, ...more] = positionals;
  if ((url === undefined) !== sample) return refused('Name one tenant: --url URL or --sample');
  if ((id === undefined) !== top || id === '' || more.length > 0) return refused('Name one trigger: an ID or --top');
  if (sample && tokenEnv !== undefined) return refused('--token-env goes with --url: the sample tenant needs no token');
  const delivery = checkedDelivery(values);
  if (typeof delivery === 'string') return refused(delivery);
  const target = id === undefined ? ({ kind: 'top' } as const) : ({ kind: 'id', id } as const);
  const intelligence = values['no-intelligence'] !== true;
  const rest = { target, ...delivery, intelligence, ...(out === undefined ? {} : { out }) };
  if (url === undefined) return { status: 'ok', options: { tenant: { kind: 'sample' }, ...rest } };
  const address = URL.parse(url);
  if (address === null || !['http:', 'https:'].includes(address.protocol)) return refused('--url takes an http or https address');
  return { status: 'ok', options: { tenant: { kind: 'url', url: address, ...(tokenEnv === undefined ? {} : { tokenEnv }) }, ...rest } };
}

/** What becomes of an earlier case and of this one, or why these do not go together. */
function checkedDelivery({ out, json = false, resume = 'refresh', format = 'markdown' }: Values) {
  if (!isResumeWay(resume)) return '--resume takes continue, refresh or fresh';
  if (!isReportFormat(format)) return '--format takes markdown, html or both';
  if (format !== 'markdown' && json && out === undefined) return '--format goes with a file: --json writes none without --out';
  if (resume === 'continue' && json) return '--resume continue prints the path of the saved case, which is no JSON';
  return { json, resume, format };
}

function isResumeWay(value: string): value is ResumeWay {
  return value === 'continue' || value === 'refresh' || value === 'fresh';
}

function isReportFormat(value: string): value is ReportFormat {
  return value === 'markdown' || value === 'html' || value === 'both';
}

function refused(why: string): ParsedOptions {
  return { status: 'usage', why };
}
