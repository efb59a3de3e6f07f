import { investigate } from '../../../src/extension/core/investigate/investigate.ts';
import type { Case } from '../../../src/extension/core/model/case.ts';
import { hostileTexts, hostileWorld, type Way } from '../../fixtures/hostileTenant.ts';
import { now, openWorld } from '../../fixtures/incidents/measure.ts';

/** Nobody listens there, and nothing may ask. */
const beacon = 'http://127.0.0.1:9';
export const texts = hostileTexts(beacon);

/** The groups of the incidents: a web shell over three groups, a shell in a pod, an agent that was talked over. */
export const groups = {
  webShell: '019ea5f0-2f63-720a-9282-2378e3600838',
  account: '019e2f87-ee4d-7fa0-9e1a-e6235a08edbe',
  podExec: '019e09ad-0d44-7b2e-9b8d-e123e9c53464',
  prompt: '019e255a-0c62-744c-9fa9-1b0c0f14b692',
} as const;

/** The case of one group of a hostile tenant. @param of what its free texts hold */
export async function hostileCase(group: string, of: readonly string[], nth: number, way: Way): Promise<Case> {
  const { context, close } = await openWorld(hostileWorld(now, of, nth, way));
  try {
    return await investigate(group, context);
  } finally {
    await close();
  }
}

/** What a line for a person must not hold: control, bidirectional, zero-width and unpaired characters. */
export const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

/** What VS Code reads in the plain text of a notification or a row: a link, and (in rows) an icon. */
export const readByEditor = { link: /\]\((?:https?:|command:|file:)/i, icon: /\$\([a-z]/i } as const;
