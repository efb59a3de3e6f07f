import { phrase, text } from '../../model/phrase.ts';
import { equals } from '../../tools/filter.ts';
import type { Pivot } from '../pivot.ts';
import { plural } from '../plural.ts';
import { around, noTime, others, windowAround } from './look.ts';

/** Another host that a folded group is on, where that is in no cluster whose events are read anyway (I-13). */
export function otherHost(host: string): Pivot {
  return {
    name: `events on host ${host}`,
    key: `host ${host}`,
    part: 'resource',
    asked: (lead) => `events on host ${host}, ${around(lead)}`,
    run: async (lead) => {
      if (lead.at === undefined) return noTime;
      const answer = await others(lead, { filter: equals('host.hostName', host), window: windowAround(lead.at, lead) });
      if ('skipped' in answer) return answer;
      return {
        ...answer,
        seen: { when: 'around', place: phrase`on host ${text(host)}` },
        says: `${plural(answer.sightings.length, 'event')} on ${host}.`,
      };
    },
  };
}
