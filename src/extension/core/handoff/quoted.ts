import { plainText } from '../report/plainText.ts';

/** What another server said, for the middle of a failure's line: plain text, shortened, as a server may answer megabytes, and without its full stop. */
export function quoted(said: string): string {
  return plainText(said).replace(/[.\s]+$/, '');
}
