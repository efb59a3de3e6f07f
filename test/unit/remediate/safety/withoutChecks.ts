import type { Answer, Ask, Shown } from '../../../../src/extension/core/model/confirmation.ts';
import { canonical } from '../../../../src/extension/core/model/evidence.ts';
import { Failure } from '../../../../src/extension/core/model/failure.ts';
import type { Journal } from '../../../../src/extension/core/remediate/journal/journal.ts';
import { memoryJournal } from '../../../fakes/memoryJournal.ts';

/** One check of the product that a test takes away, to see that the sequences notice. */
export type Check = 'request' | 'shown' | 'singleUse' | 'reading' | 'writing' | 'revoked' | 'scope' | 'context' | 'readOnly' | 'claim';

/** The confirmations of the product, written once more so that one of their checks can be left out. */
export function confirmations(isRemoved: (check: Check) => boolean): Readonly<Record<'Confirmation' | 'Yes', unknown>> {
  class Yes {
    readonly #request: string;
    #used = false;

    constructor(shown: Shown) {
      this.#request = canonical(shown.request);
    }

    use(request: Shown['request']): void {
      if (this.#used && !isRemoved('singleUse')) throw refused();
      if (canonical(request) !== this.#request && !isRemoved('request')) throw refused();
      this.#used = true;
    }
  }

  class Confirmation {
    readonly #shown: Shown;

    constructor(shown: Shown) {
      this.#shown = shown;
    }

    static async ask(shown: Shown, ask: Ask): Promise<Confirmation | Exclude<Answer, 'run'>> {
      const answer = await ask(shown);
      return answer === 'run' ? new Confirmation(shown) : answer;
    }

    spend(shown: Shown): Yes {
      if (canonical(shown) !== canonical(this.#shown) && !isRemoved('shown')) throw refused();
      return new Yes(this.#shown);
    }
  }

  return { Confirmation, Yes };
}

function refused(): Failure {
  return new Failure('refused', { what: 'Nothing was run', why: 'It is not what was confirmed', fix: 'Confirm it anew' });
}

/** A journal that lets everybody begin. */
export function forgetfulJournal(): Journal {
  const journal = memoryJournal();
  return {
    ...journal,
    claim: async (record) => {
      for (const { attempt } of await journal.all()) await journal.forget(attempt);
      return journal.claim(record);
    },
    // What it forgot can not be brought up to date, which nobody should notice here.
    update: async (attempt, change) => {
      if ((await journal.all()).some((one) => one.attempt === attempt)) await journal.update(attempt, change);
    },
  };
}
