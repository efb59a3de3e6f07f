import { type Connection, connectionOf } from '../../../facts/connection.ts';
import { indicator, phrase } from '../../../model/phrase.ts';
import type { SecurityEvent } from '../../../model/threat.ts';
import { minute } from '../../hours.ts';
import type { CausalLink } from '../causalLink.ts';

/** One connection seen from both its ends: opened here, taken there. */
export const sameConnection: CausalLink = {
  name: 'same connection',
  inferred: false,
  within: 10 * minute,
  causes: (event) => tuple(event, false),
  effects: (event) => tuple(event, true),
  reason: (_cause, effect) => {
    const { client = '', server = '' } = connectionOf(effect) ?? {};
    return phrase`both are ends of one connection from ${indicator(client)} to ${indicator(server)}`;
  },
};

function tuple(event: SecurityEvent, inbound: boolean): readonly string[] {
  const connection = connectionOf(event);
  if (connection === undefined || connection.inbound !== inbound) return [];
  const { client, clientPort, server, serverPort }: Connection = connection;
  if (client === undefined || clientPort === undefined || server === undefined || serverPort === undefined) return [];
  return [`${client}:${clientPort}>${server}:${serverPort}`];
}
