import type { Evidence } from '../model/evidence.ts';
import { Failure } from '../model/failure.ts';
import { checkedAddress } from './identifiers.ts';
import type { AddressPlace } from './ipinfo.ts';
import type { SourcePorts } from './publicSource.ts';
import { sourceNames } from './sources.ts';

type Question = (address: string, signal: AbortSignal) => Promise<Evidence<AddressPlace | undefined>>;

/** ipinfo.io, then ip-api.com where that is off or fails. What is not public is refused before either is asked. */
export function firstPlace(ipinfo: Question, ipApi: Question, failed: SourcePorts['failed']): Question {
  return async (text, signal) => {
    const address = checkedAddress(text);
    try {
      return await ipinfo(address, signal);
    } catch (first) {
      if (!Failure.is(first)) throw first;
      try {
        return await ipApi(address, signal);
      } catch (second) {
        throw Failure.is(second) ? neither(first, second, failed) : second;
      }
    }
  };
}

/** One failure for the two; that a source is switched off is no news beside what happened to the other. */
function neither(first: Failure, second: Failure, failed: SourcePorts['failed']): Failure {
  if (second.reason === 'refused') return first;
  if (first.reason === 'refused') return second;
  const both = new Failure(first.reason, {
    what: `Neither ${sourceNames.ipinfo} nor ${sourceNames.ipApi} gave an answer`,
    why: `${sourceNames.ipinfo}: ${first.why}; ${sourceNames.ipApi}: ${second.why}`,
    fix: first.fix,
  });
  failed.set(both, [...(failed.get(first) ?? []), ...(failed.get(second) ?? [])]);
  return both;
}
