import { type Happened, ofKind } from './recording.ts';
import { deedsIn } from './rules/yeses.ts';

const doors = [
  'submit_response_action',
  'undo_response_action',
  'kubectl',
  'aws',
  'accepted',
  'refused',
  'unclear',
  'again',
  'typed',
] as const;

/** How often the sequences came to each door and each end: where they never come, they prove nothing. */
export class Reached {
  readonly #times = new Map<string, number>(doors.map((door) => [door, 0]));

  note(happened: readonly Happened[]): void {
    const deeds = deedsIn(happened);
    for (const { sent, command } of deeds) this.#count(sent?.tool ?? command?.program ?? '');
    for (const { answer } of ofKind(happened, 'told')) this.#count(answer);
    for (const { dialog } of ofKind(happened, 'shown')) if (dialog.isInput) this.#count('typed');
    // The same request again, after the first had its end.
    for (let repeats = deeds.length - new Set(deeds.map(({ key }) => key)).size; repeats > 0; repeats--) this.#count('again');
  }

  rarelyOrNever(least: number): readonly string[] {
    return [...this.#times].filter(([, times]) => times < least).map(([door, times]) => `${door}: ${times} times`);
  }

  #count(door: string): void {
    this.#times.set(door, (this.#times.get(door) ?? 0) + 1);
  }
}
