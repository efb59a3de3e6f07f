import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** What a server does with one request instead of answering it as usual. `accepted` ones have their effect first. */
export type Fault =
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: unknown }
  | 'hang'
  | 'reset'
  | 'acceptedThenHang'
  | 'acceptedThenReset'
  | 'acceptedThenNonsense';

export type Received = {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
};

export type Reply = { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: unknown };

/**
 * A server of this machine that answers by `handle`, with faults that the test lines up by path; each is used once. `heard` resolves when so many
 * requests of a path were dealt with, so that a test moves its clock at the right moment and never sleeps.
 */
export async function localServer(handle: (received: Received) => Reply) {
  const received: Received[] = [];
  const faults = new Map<string, Fault[]>();
  const waiting: { readonly path: string; readonly times: number; readonly wake: () => void }[] = [];
  const of = (path: string) => received.filter((one) => one.path === path);
  const server = createServer(async (request, response) => {
    const one = await read(request);
    received.push(one);
    answer(response, faults.get(one.path)?.shift(), () => handle(one));
    for (const { wake } of waiting.filter(({ path, times }) => of(path).length >= times)) wake();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = () => {
    server.closeAllConnections();
    return new Promise<void>((resolve) => server.close(() => resolve()));
  };
  onTestFinished(close);
  return {
    origin: `http://127.0.0.1:${port}`,
    received,
    of,
    fail: (path: string, ...next: readonly Fault[]) => faults.set(path, [...next]),
    heard: (path: string, times = 1) =>
      new Promise<void>((resolve) => {
        if (of(path).length >= times) resolve();
        else waiting.push({ path, times, wake: resolve });
      }),
    close,
  };
}

function answer(response: ServerResponse, fault: Fault | undefined, handle: () => Reply): void {
  const accepted = fault === undefined || (typeof fault === 'string' && fault.startsWith('accepted'));
  const reply = accepted ? handle() : undefined;
  if (fault === undefined && reply !== undefined) send(response, reply);
  if (typeof fault === 'object') send(response, fault);
  if (fault === 'acceptedThenNonsense') send(response, { status: 200, body: '<html>proxy</html>' });
  if (fault === 'reset' || fault === 'acceptedThenReset') response.destroy();
}

async function read(request: IncomingMessage): Promise<Received> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const url = new URL(request.url ?? '/', 'http://local');
  return {
    method: request.method ?? '',
    path: url.pathname,
    query: url.searchParams,
    headers: request.headers,
    body: Buffer.concat(chunks),
  };
}

function send(response: ServerResponse, { status, headers = {}, body }: Reply): void {
  const text = typeof body === 'string' ? body : body === undefined ? '' : JSON.stringify(body);
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(text);
}
