import { type PublicCve, publicCves, scannedFiles } from './publicRecords.ts';

type Answer = { readonly status?: number; readonly type?: string; readonly body: unknown };

/**
 * The public sources as the sample tenant has them around it: fetch, without a network, for the same addresses. They know what the scenarios
 * name; the scenarios' own IP addresses are documentation ranges, of which the real sources know that they are reserved and nothing else.
 */
export function samplePublicSources(): (url: string, init: { readonly signal: AbortSignal }) => Promise<Response> {
  return async (url, { signal }) => {
    signal.throwIfAborted();
    const { status = 200, type = 'application/json', body } = answerTo(new URL(url));
    return new Response(typeof body === 'string' ? body : JSON.stringify(body), { status, headers: { 'content-type': type } });
  };
}

function answerTo(url: URL): Answer {
  const last = url.pathname.split('/').at(-1) ?? '';
  switch (url.host) {
    case 'services.nvd.nist.gov':
      return { body: nvd(url.searchParams.get('cveId')) };
    case 'www.cisa.gov':
      return { body: kev() };
    case 'api.github.com':
      return { body: ghsa(url.searchParams.get('cve_id')) };
    case 'api.first.org':
      return { body: epss(url.searchParams.get('cve')) };
    case 'gitlab.com':
      return { type: 'text/plain', body: `${exploitColumns}\n` };
    case 'www.virustotal.com':
      return virusTotal(last);
    case 'ipinfo.io':
      return { body: { ip: url.pathname.split('/')[1], bogon: true } };
    case 'ip-api.com':
      return { body: { status: 'fail', message: 'reserved range', query: last } };
    default:
      return { status: 404, body: '' };
  }
}

const exploitColumns =
  'id,file,description,date_published,author,type,platform,port,date_added,date_updated,verified,codes,tags,aliases,screenshot_url,application_url,source_url';

function known(cve: string | null): readonly PublicCve[] {
  return publicCves.filter((one) => one.id === cve);
}

function nvd(cve: string | null) {
  const vulnerabilities = known(cve).map(({ id, published, description, score, vector, weakness }) => ({
    cve: {
      id,
      sourceIdentifier: 'nvd@nist.gov',
      published,
      vulnStatus: 'Analyzed',
      descriptions: [{ lang: 'en', value: description }],
      metrics: {
        cvssMetricV31: [
          {
            source: 'nvd@nist.gov',
            type: 'Primary',
            cvssData: { version: '3.1', vectorString: vector, baseScore: score, baseSeverity: score >= 9 ? 'CRITICAL' : 'HIGH' },
          },
        ],
      },
      weaknesses: [{ source: 'nvd@nist.gov', type: 'Primary', description: [{ lang: 'en', value: weakness }] }],
    },
  }));
  return {
    resultsPerPage: vulnerabilities.length,
    startIndex: 0,
    totalResults: vulnerabilities.length,
    format: 'NVD_CVE',
    vulnerabilities,
  };
}

function kev() {
  const vulnerabilities = publicCves.flatMap(({ id, exploited }) =>
    exploited === undefined ? [] : [{ cveID: id, ...exploited, knownRansomwareCampaignUse: 'Unknown', notes: '' }],
  );
  return {
    title: 'CISA Catalog of Known Exploited Vulnerabilities',
    catalogVersion: '2026.02.02',
    dateReleased: '2026-02-02T15:00:00.000Z',
    count: vulnerabilities.length,
    vulnerabilities,
  };
}

function ghsa(cve: string | null) {
  return known(cve).flatMap(({ id, advisory }) => (advisory === undefined ? [] : [{ cve_id: id, withdrawn_at: null, ...advisory }]));
}

function epss(cve: string | null) {
  const data = known(cve).map(({ id, epss: probability, percentile }) => ({ cve: id, epss: probability, percentile, date: '2026-02-02' }));
  return { status: 'OK', 'status-code': 200, version: '1.0', total: data.length, offset: 0, limit: 100, data };
}

function virusTotal(hash: string): Answer {
  const found = scannedFiles.find(({ sha256 }) => sha256 === hash);
  if (found === undefined) return { status: 404, body: { error: { code: 'NotFoundError', message: `File "${hash}" not found` } } };
  const { sha256, malicious, undetected, label, name, first } = found;
  return {
    body: {
      data: {
        id: sha256,
        type: 'file',
        attributes: {
          last_analysis_stats: { malicious, suspicious: 0, undetected, harmless: 0, timeout: 0, failure: 0, 'type-unsupported': 4 },
          popular_threat_classification: { suggested_threat_label: label },
          meaningful_name: name,
          first_submission_date: first,
        },
      },
    },
  };
}
