import type { JsonValue } from '../surfaces/patch.ts';
import { isShowable } from '../surfaces/word.ts';
import { isJsonObject } from '../undo/jsonParts.ts';

/** An object as lines that compare well, in the form of a manifest. Texts that could be read as anything else stand in quotes. */
export function yamlText(value: JsonValue): string {
  return `${lines(value).join('\n')}\n`;
}

function lines(value: JsonValue): readonly string[] {
  if (Array.isArray(value) && value.length > 0) return value.flatMap((item: JsonValue) => indented('- ', lines(item)));
  if (isJsonObject(value) && Object.keys(value).length > 0) return Object.entries(value).flatMap(([key, inner]) => entry(key, inner));
  return [scalar(value)];
}

function entry(key: string, value: JsonValue): readonly string[] {
  const inner = lines(value);
  const isBlock = (Array.isArray(value) && value.length > 0) || (isJsonObject(value) && Object.keys(value).length > 0);
  return isBlock ? [`${scalar(key)}:`, ...inner.map((line) => `  ${line}`)] : [`${scalar(key)}: ${inner[0] ?? ''}`];
}

function indented(mark: string, [first = '', ...rest]: readonly string[]): readonly string[] {
  return [`${mark}${first}`, ...rest.map((line) => `${' '.repeat(mark.length)}${line}`)];
}

const plain = /^(?!(?:true|false|null|yes|no|on|off|y|n)$)[A-Za-z/][\w./-]*$/i;

function scalar(value: JsonValue): string {
  if (typeof value !== 'string') return JSON.stringify(value);
  if (plain.test(value)) return value;
  const quoted = JSON.stringify(value);
  return isShowable(quoted) ? quoted : quoted.replace(/[^\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
