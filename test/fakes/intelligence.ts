import { createIntel } from '../../src/extension/core/intel/intel.ts';
import { systemClock } from '../../src/extension/node/systemClock.ts';

const off = createIntel({
  fetch: () => Promise.reject(new Error('a test asked a public source')),
  clock: systemClock,
  log: { write: () => undefined },
  enabled: new Set(),
  keys: {},
});

/** Every public source switched off, and no key stored. */
export const noIntelligence = { keyNames: async () => [], sources: async () => off };
