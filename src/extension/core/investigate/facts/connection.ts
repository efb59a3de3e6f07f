import type { SecurityEvent } from '../../model/threat.ts';
import { logins } from './ancestors.ts';
import { given } from './given.ts';
import { processOf } from './processOf.ts';

/** A network connection with its two ends, as far as the event tells: the client opened it, the server took it. */
export type Connection = {
  /** whether the event's own process took it */
  readonly inbound: boolean;
  readonly client?: string;
  readonly clientPort?: string;
  readonly server?: string;
  readonly serverPort?: string;
};

const taking = /^(accept4?|recv(from|m?msg)?)$/;
const opening = /^(connect|send(to|m?msg)?)$/;

/** From the tuple `a:p->b:q` that Falco writes as `fd.name`, and from the single fields: client, server, local and remote end. */
export function connectionOf(event: SecurityEvent): Connection | undefined {
  const { fields } = event;
  const [, from, fromPort, to, toPort] = /^(\S+):(\d+)->(\S+):(\d+)$/.exec(fields['fd.name'] ?? '') ?? [];
  const type = fields['evt.type'] ?? '';
  const inbound = taking.test(type) || (!opening.test(type) && logins.test(processOf(event)?.name ?? ''));
  const near = { address: fields['fd.lip'], port: fields['fd.lport'] };
  const far = { address: fields['fd.rip'], port: fields['fd.rport'] };
  const [client, server] = inbound ? [far, near] : [near, far];
  const ends = {
    ...given('client', fields['fd.cip'] ?? from ?? client.address),
    ...given('clientPort', fields['fd.cport'] ?? fromPort ?? client.port),
    ...given('server', fields['fd.sip'] ?? to ?? server.address),
    ...given('serverPort', fields['fd.sport'] ?? toPort ?? server.port),
  };
  return ends.client === undefined && ends.server === undefined ? undefined : { inbound, ...ends };
}

/** Who an event's process had taken a connection from; undefined for all other events. */
export function clientOf(event: SecurityEvent): string | undefined {
  const connection = connectionOf(event);
  return connection?.inbound === true ? connection.client : undefined;
}
