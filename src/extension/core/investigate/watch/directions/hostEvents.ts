import { cloudCallOf } from '../../../facts/cloudCall.ts';
import { equals } from '../../../tools/filter.ts';
import { spanFrom } from '../span.ts';
import { type Direction, watched } from './direction.ts';

/** Everything on the hit's host, in containers or outside: what a process leaves its container for, or plants for later. */
export const hostEvents: Direction = {
  kind: 'events on hosts',
  looks: ({ value }, lead) => {
    const { host } = value.scope;
    if (host === undefined) return [];
    const filter = equals('host.hostName', host);
    return [watched('events on', { key: `watch host ${host}`, place: `host ${host}`, filter, span: spanFrom(value.at, lead) })];
  },
};

/** A call by an instance's role session: what ran on that instance, where the session's credentials came from. */
export const instanceEvents: Direction = {
  kind: 'events on instances',
  looks: ({ value }, lead) => {
    const instance = cloudCallOf(value)?.sessionInstance;
    if (instance === undefined) return [];
    const filter = equals('aws.instanceId', instance);
    const span = spanFrom(value.at, lead);
    return [watched('events on', { key: `watch instance ${instance}`, place: `instance ${instance}`, filter, span, unusual: 'instance' })];
  },
};
