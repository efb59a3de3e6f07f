import { type Happened, ofKind } from '../recording.ts';
import type { Deed } from './yeses.ts';

const patienceMs = 5 * 60_000;

/** the same request is not begun again, in any window, before the earlier one has an end that somebody has seen, or a person gave it up. */
export function begunAgain(all: readonly Happened[], deeds: readonly Deed[]): readonly string[] {
  return deeds.flatMap((deed, index) =>
    deeds
      .slice(0, index)
      .filter(({ key }) => key === deed.key)
      .flatMap((earlier) => {
        const end = endOf(all, earlier);
        if (end === undefined || end.position > deed.position)
          return [`${deed.position}: ${deed.what} again, begun at ${earlier.position} without an end`];
        if (end.isUnclear && (deed.yes?.position ?? 0) < end.position)
          return [`${deed.position}: ${deed.what} again by a yes from before its end`];
        return [];
      }),
  );
}

type End = { readonly position: number; readonly isUnclear: boolean };

/** The first that ends an attempt. What is unclear ends only when a person checks again after five minutes, except a program that was seen to end. */
function endOf(all: readonly Happened[], { position: begun, sent }: Deed): End | undefined {
  const ends: End[] = [];
  const told = ofKind(all, 'told').find(({ of }) => of === begun);
  if (sent === undefined)
    ends.push(...ofKind(all, 'exited').flatMap(({ of, position }) => (of === begun ? [{ position, isUnclear: false }] : [])));
  if (told?.answer === 'refused') ends.push({ position: told.position, isUnclear: false });
  const seen = ofKind(all, 'endSeen').find((one) => one.position > begun && one.executionId === told?.executionId);
  if (seen !== undefined) ends.push({ position: seen.position, isUnclear: false });
  const since = all[begun]?.at ?? 0;
  const checked = ofKind(all, 'said').find((one) => one.type === 'checkAgain' && one.position > begun && one.at - since >= patienceMs);
  if (checked !== undefined) ends.push({ position: checked.position, isUnclear: true });
  return ends.toSorted((one, other) => one.position - other.position)[0];
}
