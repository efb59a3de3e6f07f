import { BlockList, isIP } from 'node:net';
import { filled, localRanges } from '../model/addressRanges.ts';
import type { SecurityEvent } from '../model/threat.ts';
import { fieldOf } from './fields.ts';

/** Where a machine or a task asks for its own credentials: AWS and its twin in IPv6, Google and Azure by the same address, ECS and EKS, Alibaba. */
const metadataPlaces = /169\.254\.169\.254|\bfd00:ec2::254\b|metadata\.google\.internal|169\.254\.170\.23?\b|100\.100\.100\.200/i;

/** Documentation ranges count as remote: samples use them. */
const local = filled(new BlockList(), localRanges);

/** The address when it is one and lies outside; service names ("ec2.amazonaws.com") and private addresses give nothing. */
export function remoteAddress(value: string | undefined): string | undefined {
  if (value === undefined) return undefined;
  const family = isIP(value);
  if (family === 0) return undefined;
  return local.check(value, family === 4 ? 'ipv4' : 'ipv6') ? undefined : value;
}

/** Fields of the other side's address, by source: a connection's, and where a caller called from. */
const addressFields = [
  'fd.rip',
  'fd.sip',
  'fd.cip',
  'fd.rip.name',
  'ct.srcip',
  'ka.sourceips',
  'okta.client.ip',
  'okta.client.ipaddress',
  'okta.actor.client.ipaddress',
  'github.sourceip',
  'github.actor_ip',
  'gcp.callerip',
  'azure.calleripaddress',
  'azure.callerip',
  'azure.clientip',
] as const;
const commandFields = ['proc.cmdline', 'proc.pcmdline'];

/** Public resolvers: everybody asks them. */
const resolvers = /^(8\.8\.(8\.8|4\.4)|1\.[01]\.[01]\.1|9\.9\.9\.9|208\.67\.22[02]\.22[02])$/;

/** Remote addresses that an event names: its connection, the caller's, and those written in its command lines. */
export function remoteAddresses(event: SecurityEvent): readonly string[] {
  // An audit event lists the caller and the proxies before it in one field.
  const direct = addressFields.flatMap((field) => fieldOf(event, field)?.split(/[\s,[\]"]+/) ?? []);
  const written = commandFields.flatMap((field) => event.fields[field]?.match(/\d{1,3}(?:\.\d{1,3}){3}/g) ?? []);
  const remote = [...direct, ...written].map(remoteAddress).filter((one) => one !== undefined);
  return [...new Set(remote)].filter((one) => !resolvers.test(one));
}

/** The instance metadata service, by its link-local address in the connection or the command line, or by the rule that says so. */
export function contactsMetadata(event: SecurityEvent): boolean {
  const places = [...addressFields, ...commandFields, 'fd.name'].map((field) => fieldOf(event, field) ?? '');
  return places.some((place) => metadataPlaces.test(place)) || /metadata (service|server)|\bimds\b/i.test(event.rule ?? '');
}

/** The address at which a container of ECS gets the credentials of its task. */
export function asksTaskCredentials({ fields }: SecurityEvent): boolean {
  return [...addressFields, ...commandFields, 'fd.name'].some((field) => /\b169\.254\.170\.2\b/.test(fields[field] ?? ''));
}
