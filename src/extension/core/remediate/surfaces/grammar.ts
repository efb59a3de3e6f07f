/**
 * What a command line may look like, told again without the builders: a fault of theirs must not open the list. One row is one verb. A value
 * that no row foresees does not pass, and neither does a flag that is there twice.
 */
export type Verb = {
  /** the words that the line begins with */
  readonly words: readonly string[];
  readonly access: 'read' | 'write';
  /** what follows the words, in this order, before any flag; `many` is one or more of it */
  readonly operands?: readonly (RegExp | { readonly many: RegExp })[];
  readonly flags: Readonly<Record<string, RegExp>>;
  readonly required: readonly string[];
  /** pairs of which exactly one must be there, as a namespace or all of them */
  readonly oneOf?: readonly (readonly string[])[];
};

export type Line = { readonly operands: readonly string[]; readonly flags: ReadonlyMap<string, string> };

/** Why a line is not of this verb; undefined where it is. */
export function objection(line: Line, verb: Verb): string | undefined {
  return flagObjection(line.flags, verb) ?? operandObjection(line.operands, verb.operands ?? []);
}

function flagObjection(flags: ReadonlyMap<string, string>, { flags: known, required, oneOf = [] }: Verb): string | undefined {
  for (const [name, value] of flags) {
    if (!Object.hasOwn(known, name)) return `${name} is not among its flags`;
    if (!known[name]?.test(value)) return `the value of ${name} is not of its form`;
  }
  const missing = required.find((name) => !flags.has(name));
  if (missing !== undefined) return `${missing} is missing`;
  const undecided = oneOf.find((names) => names.filter((name) => flags.has(name)).length !== 1);
  return undecided === undefined ? undefined : `it needs exactly one of ${undecided.join(', ')}`;
}

function operandObjection(operands: readonly string[], patterns: NonNullable<Verb['operands']>): string | undefined {
  const last = patterns.at(-1);
  const repeated = last !== undefined && 'many' in last;
  const fits = repeated ? operands.length >= patterns.length : operands.length === patterns.length;
  if (!fits) return `it has ${operands.length} operands`;
  const wrong = operands.findIndex((word, at) => !patternOf(patterns[Math.min(at, patterns.length - 1)]).test(word));
  return wrong === -1 ? undefined : `operand ${wrong + 1} is not of its form`;
}

function patternOf(operand: RegExp | { readonly many: RegExp } | undefined): RegExp {
  if (operand === undefined) return /^(?!)/;
  return 'many' in operand ? operand.many : operand;
}
