import type { Program } from '../../model/command.ts';

/** What the user allowed on a surface in this window: reading with writing asked for each time, reading alone, or nothing. */
export type Grant = 'none' | 'read' | 'readOnly' | 'refused';

/** Kept in memory only, never stored, never journalled. */
export class Grants {
  readonly #given = new Map<Program, Grant>();
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

  give(surface: Program, grant: Exclude<Grant, 'none'>): void {
    this.#given.set(surface, grant);
  }

  /** Surfaces with a grant that can be taken back. */
  given(): readonly Program[] {
    return [...this.#given].filter(([, grant]) => grant !== 'refused').map(([surface]) => surface);
  }

  revoke(): void {
    this.#given.clear();
    this.#era += 1;
  }
}
