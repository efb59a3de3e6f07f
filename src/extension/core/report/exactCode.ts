/**
 * A value as JSON in a code span that survives tables, Markdown formatters and editors exactly: only printable ASCII, no pipe, no backtick, and
 * `\/\/` for the two slashes of an address, which editors would make a link of.
 */
export function jsonCode(value: unknown): string {
  return `\`${JSON.stringify(value)
    .replace(/(?<=[:/])\//g, '\\/')
    .replace(/[^ -~]|[|`]/g, escaped)}\``;
}

function escaped(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** An identifier as it is where it is plain, else as JSON. */
export function exactCode(value: string): string {
  return /^[\w.:/+-]+$/.test(value) && !value.includes('//') ? `\`${value}\`` : jsonCode(value);
}

/** The value of a jsonCode span; undefined when it is not one. */
export function readJson(span: string): unknown {
  const inner = /^`([^`]+)`$/.exec(span)?.[1];
  if (inner === undefined) return undefined;
  try {
    return JSON.parse(inner);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** The string of an exactCode span; undefined when it is not one. */
export function readExact(span: string): string | undefined {
  const inner = /^`([^`]+)`$/.exec(span)?.[1];
  if (inner === undefined || !inner.startsWith('"')) return inner !== undefined && /^[\w.:/+-]+$/.test(inner) ? inner : undefined;
  const value = readJson(span);
  return typeof value === 'string' ? value : undefined;
}
