import { createHash } from 'node:crypto';
import { canonical } from '../../../model/evidence.ts';

/** Any object of a bundle; its schema is a test's matter. */
export type StixObject = { readonly type: string; readonly id: string } & Readonly<Record<string, unknown>>;

/** What every object of one export has in common. `key` names the case and the run, so that no other case's objects have its ids. */
export type Export = { readonly key: string; readonly created: string; readonly author: string };

/** STIX 2.1 §2.9: the namespace of deterministic ids of cyber observables. */
const observables = '00abedb4-aa42-466c-9c01-fed23315a9b7';
/** Our own, for everything else. */
const ours = 'e7bd2670-ba6f-4b5f-a1b6-a8d09dd4314c';

/** @param name tells it from all others of its type, in whatever case */
export function ownId(type: string, name: string): string {
  return `${type}--${uuid5(ours, `${type} ${name}`)}`;
}

/** @param contributing the properties that make two observables the same */
export function observableId(type: string, contributing: Readonly<Record<string, unknown>>): string {
  return `${type}--${uuid5(observables, canonical(contributing))}`;
}

/** A domain or relationship object with the properties that all have. */
export function domainObject(type: string, name: string, { key, created, author }: Export, properties: Readonly<Record<string, unknown>>) {
  return {
    type,
    spec_version: '2.1',
    id: ownId(type, `${key} ${name}`),
    created_by_ref: author,
    created,
    modified: created,
    ...properties,
  } satisfies StixObject;
}

/** RFC 9562, version 5. */
function uuid5(namespace: string, name: string): string {
  const digest = createHash('sha1')
    .update(Buffer.from(namespace.replaceAll('-', ''), 'hex'))
    .update(name, 'utf8')
    .digest();
  digest.writeUInt8((digest.readUInt8(6) & 0x0f) | 0x50, 6);
  digest.writeUInt8((digest.readUInt8(8) & 0x3f) | 0x80, 8);
  return digest.toString('hex', 0, 16).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
