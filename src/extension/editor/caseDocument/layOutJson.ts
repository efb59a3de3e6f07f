import { maskLeaf, maskSecrets } from '../../core/report/secrets.ts';

export type LaidOut = { readonly text: string; readonly json: boolean };

/**
 * An answer as JSON that a person can read. It goes from token to token and parses nothing, so that the digits of numbers, the order and doubles
 * of keys stay as answered, and no depth is too much. Secrets are masked unless they are asked for (K-11); invisible and bidirectional characters
 * become escapes, which JSON reads as the same string. An answer that is no JSON is shown as one string.
 */
export function layOutJson(raw: string, options: { readonly secrets: 'masked' | 'shown' }): LaidOut {
  const mask = options.secrets === 'masked';
  if (!isJson(raw)) return { text: shownString(JSON.stringify(mask ? maskSecrets(raw) : raw)), json: false };
  const tokens = raw.match(token) ?? [];
  const layout = new Layout(mask);
  for (const [index, one] of tokens.entries()) layout.take(one, tokens[index + 1]);
  return { text: layout.text(), json: true };
}

const token = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\],:]|[^\s{}[\],:"]+/g;
const invisible = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

/** Where the walk is: how deep, and under which key, which decides what is a secret; the entries of a list stand under the list's. */
class Layout {
  readonly #mask: boolean;
  readonly #parts: string[] = [];
  readonly #keys: string[] = [];
  #key = '';
  #empty = false;

  constructor(mask: boolean) {
    this.#mask = mask;
  }

  take(one: string, next: string | undefined): void {
    switch (one) {
      case '{':
      case '[':
        this.#open(one, next);
        break;
      case '}':
      case ']':
        this.#close(one);
        break;
      case ',':
        this.#parts.push(',', this.#newLine());
        break;
      case ':':
        this.#parts.push(': ');
        break;
      default:
        this.#leaf(one, next === ':');
    }
  }

  text(): string {
    return this.#parts.join('');
  }

  #open(one: string, next: string | undefined): void {
    this.#keys.push(this.#key);
    this.#empty = next === '}' || next === ']';
    this.#parts.push(one);
    if (!this.#empty) this.#parts.push(this.#newLine());
  }

  #close(one: string): void {
    this.#key = this.#keys.pop() ?? '';
    if (!this.#empty) this.#parts.push(this.#newLine());
    this.#empty = false;
    this.#parts.push(one);
  }

  #leaf(one: string, isKey: boolean): void {
    if (isKey) this.#key = JSON.parse(one) as string;
    const shown = one.startsWith('"') ? shownString(isKey || !this.#mask ? one : masked(this.#key, one)) : one;
    this.#parts.push(shown);
  }

  #newLine(): string {
    return `\n${'  '.repeat(Math.min(this.#keys.length, deepest))}`;
  }
}

/** Beyond this depth the indentation would be most of the text. */
const deepest = 40;

function masked(key: string, literal: string): string {
  const value: unknown = JSON.parse(literal);
  const shown = maskLeaf(key, value);
  return shown === value ? literal : JSON.stringify(shown);
}

function shownString(literal: string): string {
  return literal.replace(invisible, (found) =>
    Array.from({ length: found.length }, (_, unit) => `\\u${found.charCodeAt(unit).toString(16).padStart(4, '0')}`).join(''),
  );
}

function isJson(raw: string): boolean {
  try {
    JSON.parse(raw);
    return true;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}
