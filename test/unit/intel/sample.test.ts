import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createIntel } from '../../../src/extension/core/intel/intel.ts';
import { samplePublicSources } from '../../../src/extension/sample/publicSources.ts';
import { standingClock } from '../../fakes/standingClock.ts';
import { everySource, patience } from './ask.ts';

const scenarios = new URL('../../../src/extension/sample/scenarios/', import.meta.url).pathname;

/** What the scenarios name, so that a new one is not forgotten here. */
function named(pattern: RegExp): readonly string[] {
  const files = readdirSync(scenarios, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  return [
    ...new Set(files.flatMap((name) => [...readFileSync(join(scenarios, name), 'utf8').matchAll(pattern)].map(([, found]) => found ?? ''))),
  ];
}

const intel = createIntel({
  fetch: samplePublicSources(),
  clock: standingClock(),
  log: { write: () => undefined },
  enabled: new Set(everySource),
  keys: { virusTotal: 'sample' },
});

describe('the sample tenant has public sources of its own, without a network', () => {
  const cves = named(/cve: '(CVE-[\d-]+)'/g);
  const hashes = named(/sha256: '([0-9a-f]{64})'/g);

  it('[I-16] NVD and EPSS know every CVE of the scenarios', async () => {
    expect(cves.length).toBeGreaterThan(2);
    for (const cve of cves) {
      expect((await intel.nvd(cve, patience())).value?.score).toBeGreaterThan(7);
      expect((await intel.epss(cve, patience())).value?.probability).toBeGreaterThan(0);
    }
  });

  it('[I-16] KEV lists those that the scan calls exploited, on the same day; GHSA and Exploit-DB answer, and may not know', async () => {
    const dates = await Promise.all(cves.map(async (cve) => [cve, (await intel.kev(cve, patience())).value?.added]));
    expect(Object.fromEntries(dates)).toEqual({
      'CVE-2022-22965': '2022-04-04',
      'CVE-2021-36222': undefined,
      'CVE-2026-24061': '2026-01-26',
    });
    expect((await intel.ghsa('CVE-2022-22965', patience())).value?.packages[0]?.fixed).toBe('5.3.18');
    expect((await intel.ghsa('CVE-2021-36222', patience())).value).toBeUndefined();
    expect((await intel.exploitDb('CVE-2022-22965', patience())).value).toBeUndefined();
  });

  it('[I-18] VirusTotal knows the miner and the test file, and one file is unknown to it', async () => {
    const malicious = await Promise.all(hashes.map(async (hash) => (await intel.file(hash, patience())).value?.malicious));
    expect(malicious.filter((count) => count === undefined)).toHaveLength(1);
    expect(malicious.filter((count) => count !== undefined && count >= 5)).toHaveLength(2);
  });

  it('[I-19] knows no place for a public address', async () => {
    expect((await intel.place('8.8.8.8', patience())).value).toBeUndefined();
  });
});
