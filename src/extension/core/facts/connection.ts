import type { SecurityEvent } from '../model/threat.ts';
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

/** System calls that take what another side sent, and those that reach out to one. */
export const taking: RegExp = /^(accept4?|recv(from|m?msg)?)$/;
export const opening: RegExp = /^(connect|send(to|m?msg)?)$/;

/** From the tuple `a:p->b:q` that Falco writes as `fd.name`, and from the single fields: client, server, local and remote end. */
export function connectionOf(event: SecurityEvent): Connection | undefined {
  const { fields } = event;
  const [from, to] = endsOf(fields['fd.name'] ?? '');
  const type = fields['evt.type'] ?? '';
  const inbound = taking.test(type) || (!opening.test(type) && logins.test(processOf(event)?.name ?? ''));
  const near = { address: fields['fd.lip'], port: fields['fd.lport'] };
  const far = { address: fields['fd.rip'], port: fields['fd.rport'] };
  const [client, server] = inbound ? [far, near] : [near, far];
  const ends = {
    ...given('client', fields['fd.cip'] ?? from?.address ?? client.address),
    ...given('clientPort', fields['fd.cport'] ?? from?.port ?? client.port),
    ...given('server', fields['fd.sip'] ?? to?.address ?? server.address),
    ...given('serverPort', fields['fd.sport'] ?? to?.port ?? server.port),
  };
  return ends.client === undefined && ends.server === undefined ? undefined : { inbound, ...ends };
}

type End = { readonly address: string; readonly port: string };

/** Both ends of a tuple, or none: any other file has a name too. */
function endsOf(name: string): readonly End[] {
  const parts = name.split('->');
  const ends = parts.flatMap((part): readonly End[] => {
    const at = part.lastIndexOf(':');
    const port = part.slice(at + 1);
    return at > 0 && /^\d+$/.test(port) && !/\s/.test(part) ? [{ address: part.slice(0, at), port }] : [];
  });
  return parts.length === 2 && ends.length === 2 ? ends : [];
}

/** Who an event's process had taken a connection from; undefined for all other events. */
export function clientOf(event: SecurityEvent): string | undefined {
  const connection = connectionOf(event);
  return connection?.inbound === true ? connection.client : undefined;
}
