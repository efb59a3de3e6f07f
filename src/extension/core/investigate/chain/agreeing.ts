/**
 * Keys of a link whose cause and effect must not contradict each other in what both of them know: `A` agrees with `A` and with nothing said, and
 * never with `B`. `<base>` is what they share in any case.
 */
export function causesAgreeing(base: string, ...known: readonly (string | undefined)[]): readonly string[] {
  return crossed(
    base,
    known.map((value) => (value === undefined ? ['?'] : [`=${value}`, '!'])),
  );
}

export function effectsAgreeing(base: string, ...known: readonly (string | undefined)[]): readonly string[] {
  return crossed(
    base,
    known.map((value) => (value === undefined ? ['?', '!'] : [`=${value}`, '?'])),
  );
}

function crossed(base: string, choices: readonly (readonly string[])[]): readonly string[] {
  return choices.reduce<readonly string[]>((keys, options) => keys.flatMap((key) => options.map((option) => `${key} ${option}`)), [base]);
}
