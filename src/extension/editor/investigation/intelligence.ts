import { createIntel, type Intel } from '../../core/intel/intel.ts';
import type { TenantLabel } from '../../core/model/case.ts';
import type { Clock, Fetch, Log } from '../../core/model/ports.ts';
import type { IntelligenceKeys } from '../connection/intelligenceKeys.ts';
import { enabledSources } from '../settings.ts';

export type IntelligencePorts = {
  readonly keys: IntelligenceKeys;
  /** VirusTotal's key as the environment has it, where none is stored (C-11) */
  readonly environmentKey: () => Promise<string | undefined>;
  readonly fetch: Fetch;
  /** for the sample tenant, from which nothing leaves */
  readonly sampleFetch: () => Promise<Fetch>;
  readonly clock: Clock;
  readonly log: Log;
};

/** The public sources as an investigation finds them: settings and keys are read when it begins. */
export type Intelligence = {
  /** under which names keys are stored, for the connectivity line */
  keyNames(): Promise<readonly string[]>;
  sources(tenant: TenantLabel): Promise<Intel>;
};

/** As long as nothing is changed it is one and the same, since it keeps its answers and the pace that each source allows. */
export function createIntelligence(ports: IntelligencePorts): Intelligence {
  const { keys, clock, log } = ports;
  let made: { readonly from: string; readonly intel: Intel } | undefined;
  return {
    keyNames: () => keys.names(),
    sources: async ({ sample }) => {
      const enabled = enabledSources();
      const stored = await storedKeys(ports);
      const from = JSON.stringify([sample, [...enabled], stored]);
      const fetch = sample ? await ports.sampleFetch() : ports.fetch;
      if (made?.from !== from) made = { from, intel: createIntel({ fetch, clock, log, enabled, keys: stored }) };
      return made.intel;
    },
  };
}

async function storedKeys({ keys, environmentKey }: IntelligencePorts) {
  const [virusTotal, nvd, github, ipinfo] = await Promise.all([
    keys.get('virusTotal'),
    keys.get('nvd'),
    keys.get('ghsa'),
    keys.get('ipinfo'),
  ]);
  const own = virusTotal ?? (await environmentKey());
  return {
    ...(own !== undefined && { virusTotal: own }),
    ...(nvd !== undefined && { nvd }),
    ...(github !== undefined && { github }),
    ...(ipinfo !== undefined && { ipinfo }),
  };
}
