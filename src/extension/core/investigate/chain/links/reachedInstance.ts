import { ancestorNames, logins } from '../../../facts/ancestors.ts';
import { cloudCallOf } from '../../../facts/cloudCall.ts';
import { fieldsUnder } from '../../../facts/fields.ts';
import { processOf } from '../../../facts/processOf.ts';
import { code, phrase } from '../../../model/phrase.ts';
import type { SecurityEvent } from '../../../model/threat.ts';
import { hour } from '../../hours.ts';
import type { CausalLink } from '../causalLink.ts';

/** What runs commands that came through Systems Manager, and what lets in whoever holds a key. */
const agents = /^(ssm-(agent|document|session)-worker|amazon-ssm-agent|ssm-agent)$/;

/** The cloud's API was used to run commands on an instance, to open a session on it or to start it, and then something ran there so begun. */
export const reachedInstance: CausalLink = {
  name: 'reached instance',
  inferred: false,
  within: 2 * hour,
  causes: (event) => {
    const call = cloudCallOf(event);
    if (call === undefined || call.byService || call.error !== undefined) return [];
    if (/^(SendCommand|StartSession|ResumeSession)$/.test(call.api)) return instancesIn(event, 'request').map((id) => `${id} agent`);
    if (/^SendS\w*SSHPublicKey$/.test(call.api)) return instancesIn(event, 'request').map((id) => `${id} login`);
    return call.api === 'RunInstances' ? instancesIn(event, 'response').map((id) => `${id} started`) : [];
  },
  effects: (event) => {
    const { instance } = event.scope;
    if (instance === undefined || cloudCallOf(event) !== undefined) return [];
    const names = [processOf(event)?.name ?? '', ...ancestorNames(event)];
    return [
      `${instance} started`,
      ...(names.some((name) => agents.test(name)) ? [`${instance} agent`] : []),
      ...(names.some((name) => logins.test(name)) ? [`${instance} login`] : []),
    ];
  },
  reason: (cause, effect) => {
    const { api, user } = cloudCallOf(cause) ?? { api: '' };
    const who = user === undefined ? [] : phrase` by ${code(user)}`;
    return phrase`${code(api)}${who} had reached the instance ${code(effect.scope.instance ?? '')}`;
  },
};

function instancesIn(event: SecurityEvent, side: 'request' | 'response'): readonly string[] {
  const values = fieldsUnder(event, `ct.${side}`);
  return [...new Set(values.flatMap(([, value]) => value.match(/\bi-(?:[0-9a-f]{17}|[0-9a-f]{8})\b/gi) ?? []))];
}
