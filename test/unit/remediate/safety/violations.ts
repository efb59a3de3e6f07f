import { Failure, isAbort } from '../../../../src/extension/core/model/failure.ts';
import type { Played } from './play.ts';
import { ofKind } from './recording.ts';
import { begunAgain } from './rules/attempts.ts';
import { afterTheEnd, unallowedReads, unallowedWrites } from './rules/grants.ts';
import { elsewhere, outside, unlisted } from './rules/words.ts';
import { deedsIn } from './rules/yeses.ts';

/** What a sequence did that it never may, from the recording alone; one line each, empty where all is well. */
export function violationsOf({ happened, scenario }: Played): readonly string[] {
  const deeds = deedsIn(happened);
  return [
    ...deeds.filter(({ yes }) => yes === undefined).map(({ position, what }) => `${position}: ${what} without a yes of its own`),
    ...begunAgain(happened, deeds),
    ...unallowedReads(happened),
    ...unallowedWrites(happened, deeds),
    ...afterTheEnd(happened, deeds),
    ...unlisted(happened),
    ...outside(deeds, scenario),
    ...elsewhere(happened, deeds),
    ...ofKind(happened, 'fault')
      .filter(({ error }) => !Failure.is(error) && !isAbort(error))
      .map(({ position, error }) => `${position}: ${error instanceof Error ? error.stack : String(error)}`),
  ];
}
