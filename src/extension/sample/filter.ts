import { badRequest } from './refusal.ts';
import type { EventRecord } from './world.ts';

/** Reads one attribute of whatever is filtered; absent is undefined. */
type Read = (attribute: string) => string | undefined;
export type Filter = (read: Read) => boolean;

type Token = { readonly kind: 'word' | 'string' | 'sign'; readonly text: string };

const tokenPattern = /\s*(?:"((?:[^"\\]|\\.)*)"|(>=|<=|!=|[=<>(),])|([^\s"=<>!(),]+))/y;

/** The exclusions that the server puts before every filter, joined without parentheses: an `or` in the text escapes them (contract §3.2). */
export const baseline = 'not originator in ("benchmarks","compliance","cloudsec","scanning","hostscanning")';

/** @throws Refusal 400 on anything outside the grammar of contract §5: no grouping, values quoted, operators as listed */
export function parseFilter(text: string, allowed: (attribute: string) => boolean = () => true): Filter {
  const reader = new Reader(tokenise(text), allowed);
  const filter = reader.disjunction();
  reader.end();
  return filter;
}

function tokenise(text: string): Token[] {
  const tokens: Token[] = [];
  const source = text.trimEnd();
  tokenPattern.lastIndex = 0;
  while (tokenPattern.lastIndex < source.length) {
    const from = tokenPattern.lastIndex;
    const match = tokenPattern.exec(source);
    if (match === null) throw badRequest(`invalid filter: unexpected input at "${source.slice(from, from + 20)}"`);
    const [, quoted, sign, word] = match;
    if (quoted !== undefined) tokens.push({ kind: 'string', text: quoted.replace(/\\(.)/g, '$1') });
    else if (sign !== undefined) tokens.push({ kind: 'sign', text: sign });
    else if (word !== undefined) tokens.push({ kind: 'word', text: word });
  }
  return tokens;
}

const comparisons: Readonly<Record<string, (actual: string | undefined, wanted: string) => boolean>> = {
  '=': (actual, wanted) => actual === wanted,
  '!=': (actual, wanted) => actual !== wanted,
  '>': (actual, wanted) => Number(actual) > Number(wanted),
  '>=': (actual, wanted) => Number(actual) >= Number(wanted),
  '<': (actual, wanted) => Number(actual) < Number(wanted),
  '<=': (actual, wanted) => Number(actual) <= Number(wanted),
};

class Reader {
  readonly #tokens: readonly Token[];
  readonly #allowed: (attribute: string) => boolean;
  #at = 0;

  constructor(tokens: readonly Token[], allowed: (attribute: string) => boolean) {
    this.#tokens = tokens;
    this.#allowed = allowed;
  }

  disjunction(): Filter {
    const parts = [this.#conjunction()];
    while (this.#take('or')) parts.push(this.#conjunction());
    return (read) => parts.some((part) => part(read));
  }

  end(): void {
    const rest = this.#tokens[this.#at];
    if (rest !== undefined) throw badRequest(`invalid filter: unexpected "${rest.text}"`);
  }

  #conjunction(): Filter {
    const parts = [this.#element()];
    while (this.#take('and')) parts.push(this.#element());
    return (read) => parts.every((part) => part(read));
  }

  #element(): Filter {
    if (this.#take('not')) return inverse(this.#element());
    const attribute = this.#next('word', 'an attribute');
    if (!this.#allowed(attribute)) throw badRequest(`invalid filter: unknown attribute ${attribute}`);
    if (this.#take('not')) return inverse(this.#operation(attribute));
    return this.#operation(attribute);
  }

  #operation(attribute: string): Filter {
    const operator = this.#tokens[this.#at]?.text ?? '';
    this.#at += 1;
    const compare = comparisons[operator];
    if (compare !== undefined) {
      const wanted = this.#value();
      return (read) => compare(read(attribute), wanted);
    }
    return this.#wordOperation(attribute, operator);
  }

  #wordOperation(attribute: string, operator: string): Filter {
    switch (operator) {
      case 'in': {
        const wanted = this.#list();
        return (read) => wanted.includes(read(attribute) ?? '');
      }
      case 'contains': {
        const wanted = this.#value();
        return (read) => read(attribute)?.includes(wanted) ?? false;
      }
      case 'starts': {
        // Two words, whatever the tool's own description says (contract §5).
        if (!this.#take('with')) break;
        const wanted = this.#value();
        return (read) => read(attribute)?.startsWith(wanted) ?? false;
      }
      case 'exists':
        return (read) => read(attribute) !== undefined;
    }
    throw badRequest(`invalid filter: unknown operator "${operator}" after ${attribute}`);
  }

  #list(): string[] {
    if (!this.#take('(')) throw badRequest('invalid filter: "(" expected after in');
    const values = [this.#value()];
    while (this.#take(',')) values.push(this.#value());
    if (!this.#take(')')) throw badRequest('invalid filter: ")" expected');
    return values;
  }

  /** A quoted string; bare numbers pass, as `severity in (0,1)` does on real tenants. */
  #value(): string {
    const token = this.#tokens[this.#at];
    if (token?.kind === 'string' || (token?.kind === 'word' && /^\d+$/.test(token.text))) {
      this.#at += 1;
      return token.text;
    }
    throw badRequest(`invalid filter: a quoted value expected, not "${token?.text ?? 'the end'}"`);
  }

  #next(kind: Token['kind'], what: string): string {
    const token = this.#tokens[this.#at];
    if (token?.kind !== kind) throw badRequest(`invalid filter: ${what} expected, not "${token?.text ?? 'the end'}"`);
    this.#at += 1;
    return token.text;
  }

  #take(text: string): boolean {
    const token = this.#tokens[this.#at];
    if (token === undefined || token.kind === 'string' || token.text.toLowerCase() !== text) return false;
    this.#at += 1;
    return true;
  }
}

function inverse(filter: Filter): Filter {
  return (read) => !filter(read);
}

const ownAttributes: Readonly<Record<string, (event: EventRecord) => string | number | undefined>> = {
  id: (event) => event.id,
  name: (event) => event.name,
  severity: (event) => event.severity,
  category: (event) => event.category,
  source: (event) => event.source,
  originator: (event) => event.originator,
  engine: (event) => event.engine,
  rawEventCategory: (event) => event.rawEventCategory,
  sourceType: (event) => event.sourceDetails?.type,
  ruleName: (event) => event.content?.ruleName,
  policyId: (event) => event.content?.policyId,
};

const families =
  /^(kubernetes|host|container|aws|azure|gcp|cloudProvider|agent|orchestrator|process|proc|user|group|fd|evt|ct|ka|okta|github|k8s)\./;

/** `container.imageName` is in the tool's own examples, yet the live interface refuses it (contract §5). */
export function isEventAttribute(name: string): boolean {
  return name !== 'container.imageName' && (name in ownAttributes || families.test(name));
}

/** The event's own attributes first, then its labels, then its content's fields; `<NA>` is a missing value. */
export function readEvent(event: EventRecord, attribute: string): string | undefined {
  const own = ownAttributes[attribute];
  const value = own === undefined ? (event.labels?.[attribute] ?? event.content?.fields?.[attribute]) : own(event);
  return value === undefined || value === '<NA>' ? undefined : String(value);
}
