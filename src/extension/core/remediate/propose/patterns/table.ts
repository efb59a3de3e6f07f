import { accessKeyCreated } from './accessKeyCreated.ts';
import { containerEscape } from './containerEscape.ts';
import { credentialTheft } from './credentialTheft.ts';
import { discovery } from './discovery.ts';
import { drift } from './drift.ts';
import { exposedData } from './exposedData.ts';
import { hostPersistence } from './hostPersistence.ts';
import { minerOrMalware } from './minerOrMalware.ts';
import type { Pattern } from './pattern.ts';
import { podExec } from './podExec.ts';
import { promptInjection } from './promptInjection.ts';
import { reverseShell } from './reverseShell.ts';
import { tokenTheft } from './tokenTheft.ts';
import { trailTampering } from './trailTampering.ts';

/** What is looked for, the most telling first: where two ask for the same action, the first says why. */
export const patterns: readonly Pattern[] = [
  ...[minerOrMalware, reverseShell, drift, containerEscape, credentialTheft, accessKeyCreated, trailTampering, exposedData],
  ...[podExec, tokenTheft, hostPersistence, promptInjection, discovery],
];
