import { plainText } from '../core/report/plainText.ts';

/** A tenant's or a server's string in a prompt: one line, no control characters, and no `$(name)`, which a quick pick would draw as an icon. */
export function rowText(value: string): string {
  return plainText(value).replaceAll('$(', '$ (');
}
