import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { fileURLToPath } from 'node:url';
import type { HostOptions } from './host.ts';

const name = 'events.pagerduty.com';
const certificate = fileURLToPath(new URL('pagerDuty.cert.pem', import.meta.url));
const key = new URL('pagerDuty.key.pem', import.meta.url);

/** `refused` are the other hosts that were asked for: nothing gets out. */
export type PagerDutyProxy = {
  readonly host: Pick<HostOptions, 'settings' | 'env'>;
  readonly refused: readonly string[];
  /** where the events of PagerDuty go from now on: an http origin of this machine */
  lead(origin: string): void;
  stop(): Promise<void>;
};

/**
 * PagerDuty's address is not a setting, so the window reaches the one of a test as it would from behind a company's proxy: VS Code is told the
 * proxy and trusts its certificate (C-07). The certificate is for this name and signed by nobody else, and its key opens nothing.
 */
export async function startPagerDutyProxy(): Promise<PagerDutyProxy> {
  let target = new URL('http://127.0.0.1:9');
  const sockets = new Set<Socket>();
  const refused: string[] = [];
  const keep = <S extends Socket>(socket: S): S => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    // The other side may go first, which is how a window closes.
    socket.on('error', () => socket.destroy());
    return socket;
  };
  const inside = createTlsServer({ key: readFileSync(key), cert: readFileSync(certificate) }, (socket) => {
    const onward = keep(connect(Number(target.port), target.hostname));
    keep(socket).pipe(onward).pipe(socket);
  });
  const proxy = createServer((_request, response) => response.writeHead(403).end());
  proxy.on('connect', (request, socket: Socket) => {
    if (request.url !== `${name}:443`) {
      refused.push(request.url ?? '');
      socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
      return;
    }
    const tunnel = keep(connect(portOf(inside), '127.0.0.1'));
    keep(socket).write('HTTP/1.1 200 Connection established\r\n\r\n');
    socket.pipe(tunnel).pipe(socket);
  });
  for (const server of [inside, proxy]) await once(server.listen(0, '127.0.0.1'), 'listening');
  const settings = {
    'http.proxy': `http://127.0.0.1:${portOf(proxy)}`,
    'http.noProxy': ['127.0.0.1'],
    'http.systemCertificatesNode': true,
  };
  return {
    host: { settings, env: { SSL_CERT_FILE: certificate } },
    refused,
    lead: (origin) => {
      target = new URL(origin);
    },
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      for (const server of [inside, proxy]) await new Promise((resolve) => server.close(resolve));
    },
  };
}

function portOf(server: { address(): AddressInfo | string | null }): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server does not listen');
  return address.port;
}
