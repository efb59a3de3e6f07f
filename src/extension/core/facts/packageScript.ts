import type { SecurityEvent } from '../model/threat.ts';
import { processOf } from './processOf.ts';

/** Package managers run scripts of what they install: `npm ci`, `node /usr/lib/node_modules/npm/bin/npm-cli.js install`, `pip3 install`. */
const installs = /(^|[\s/])(npm|pnpm|yarn|bun|pip[\d.]*|uv|poetry|gem|bundle|composer)(-cli)?(\.c?js)?\s+(ci|i|install|add|update|sync)\b/;

/** The command that was installing packages when it started the event's process. */
export function installingParent(event: SecurityEvent): string | undefined {
  const { parentCmdline } = processOf(event) ?? {};
  return parentCmdline !== undefined && installs.test(parentCmdline) ? parentCmdline : undefined;
}
