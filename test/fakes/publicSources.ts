import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import type { IntelSource } from '../../src/extension/core/intel/sources.ts';
import {
  epssAnswer,
  exploitDbAnswer,
  ghsaAnswer,
  ipApiAnswer,
  ipinfoAnswer,
  kevAnswer,
  nvdAnswer,
  virusTotalAnswer,
} from './publicAnswers.ts';

/** `hang`: headers never come; `stall`: they come and the body does not end; `cut`: the connection ends within the body. */
export type Reply =
  | { readonly status?: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: unknown }
  | 'hang'
  | 'stall'
  | 'cut';

export type Received = { readonly source: IntelSource; readonly url: string; readonly headers: IncomingHttpHeaders };

const recorded: Readonly<Record<IntelSource, unknown>> = {
  nvd: nvdAnswer,
  kev: kevAnswer,
  ghsa: ghsaAnswer,
  exploitDb: exploitDbAnswer,
  epss: epssAnswer,
  virusTotal: virusTotalAnswer,
  ipinfo: ipinfoAnswer,
  ipApi: ipApiAnswer,
};

/** A local stand-in for every public source; each answers as recorded until the test says otherwise. */
export async function publicSources() {
  const received: Received[] = [];
  const replies = new Map<IntelSource, (url: string) => Reply>();
  const closed: IntelSource[] = [];
  const server = createServer((request, response) => {
    const [, source = '', rest = ''] = /^\/(\w+)(.*)$/.exec(request.url ?? '') ?? [];
    const known = source as IntelSource;
    received.push({ source: known, url: rest, headers: request.headers });
    response.on('close', () => {
      if (!response.writableFinished) closed.push(known);
    });
    send(response, replies.get(known)?.(rest) ?? { body: recorded[known] });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = () => {
    server.closeAllConnections();
    return new Promise<void>((resolve) => server.close(() => resolve()));
  };
  onTestFinished(close);
  const names = Object.keys(recorded) as IntelSource[];
  return {
    addresses: Object.fromEntries(names.map((name) => [name, `http://127.0.0.1:${port}/${name}`])) as Record<IntelSource, string>,
    received,
    /** sources whose caller went away before the answer was complete */
    closed,
    of: (source: IntelSource) => received.filter((one) => one.source === source),
    answer: (source: IntelSource, reply: Reply | ((url: string) => Reply)) => {
      replies.set(source, typeof reply === 'function' ? reply : () => reply);
    },
    close,
  };
}

export type PublicSources = Awaited<ReturnType<typeof publicSources>>;

function send(response: ServerResponse, reply: Reply): void {
  if (reply === 'hang') return;
  if (reply === 'stall' || reply === 'cut') {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '4096' });
    response.write('{"vulnerabilities":', () => {
      if (reply === 'cut') response.destroy();
    });
    return;
  }
  const { status = 200, headers = {}, body = '' } = reply;
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(typeof body === 'string' ? body : JSON.stringify(body));
}
