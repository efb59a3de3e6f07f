import { Failure } from '../../model/failure.ts';

// Control characters, line and paragraph separators, half of a surrogate pair, and what turns the direction of writing: none of them can be
// shown as what it is, so a command that holds one would not run as it reads.
const unshowable = /[\p{Cc}\p{Cs}\u2028\u2029\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/u;

/** True for text that a command line can show as it is. */
export function isShowable(text: string): boolean {
  return !unshowable.test(text);
}

/** A part of a command that does not have the form of what it should name; `name` as in "the namespace". Throws always. */
export function refuse(name: string, value: string, form: string): never {
  throw new Failure('invalid', {
    what: 'The command was not built',
    why: `${JSON.stringify(value.slice(0, 80))} is not ${name}: ${form}`,
    fix: 'Take the step by hand, or choose another target',
  });
}

/** The value, if the whole of it has this form and it can be shown and can not be read as an option. Throws Failure. */
export function checked(name: string, value: string, { pattern, form }: { readonly pattern: RegExp; readonly form: string }): string {
  if (!isShowable(value) || value.startsWith('-') || !pattern.test(value)) refuse(name, value, form);
  return value;
}
