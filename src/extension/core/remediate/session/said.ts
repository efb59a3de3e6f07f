import { plainText } from '../../report/plainText.ts';
import { maskSecrets } from '../../report/secrets.ts';

const longest = 300;

/** What a surface said, as one masked line. */
export function oneLineOf(said: string): string {
  const line = plainText(maskSecrets(said.replaceAll(/\s+/g, ' ').trim()));
  return line.length > longest ? `${line.slice(0, longest - 1)}…` : line;
}
