import type { Program } from '../../model/command.ts';

/** What the user allowed on a surface in this window: reading with writing asked for each time, reading alone, or nothing. */
export type Grant = 'none' | 'read' | 'readOnly' | 'refused';

/** Kept in memory only, never stored, never journalled. */
export class Grants {
  readonly #given = new Map<Program, Grant>();
  readonly #doubts = new Set<string>();
  /** counts up with every revocation: what was asked under an older number no longer counts */
  #era = 0;

  of(surface: Program): Grant {
    return this.#given.get(surface) ?? 'none';
  }

  get era(): number {
    return this.#era;
  }

  mayRead(surface: Program): boolean {
    return ['read', 'readOnly'].includes(this.of(surface));
  }

  /** Whether write access may be asked for at all; it is asked for each action. */
  mayAskWrite(surface: Program): boolean {
    return this.of(surface) === 'read';
  }

  /** @param doubt what was said of the place while it was asked, where it could not be told to be the threat's: the yes counts for that alone */
  give(surface: Program, grant: Exclude<Grant, 'none'>, doubt?: string): void {
    // Never a change in this window: another threat's doubt takes nothing of that back.
    this.#given.set(surface, grant === 'read' && this.of(surface) === 'readOnly' ? 'readOnly' : grant);
    if (doubt !== undefined && grant !== 'refused') this.#doubts.add(doubt);
  }

  /** What was granted at a place; nothing where that can not be told to be the threat's and was not asked about with that doubt. */
  at(surface: Program, doubt: string | undefined): Grant {
    const grant = this.of(surface);
    return grant === 'refused' || doubt === undefined || this.#doubts.has(doubt) ? grant : 'none';
  }

  /** Surfaces with a grant that can be taken back. */
  given(): readonly Program[] {
    return [...this.#given].filter(([, grant]) => grant !== 'refused').map(([surface]) => surface);
  }

  revoke(): void {
    this.#given.clear();
    this.#doubts.clear();
    this.#era += 1;
  }
}
