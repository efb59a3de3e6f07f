import { processOf } from '../../facts/processOf.ts';
import type { FileReputation } from '../../intel/virusTotal.ts';
import type { Claim } from '../../model/evidence.ts';
import { count, hash, phrase, text } from '../../model/phrase.ts';
import { type Cited, together } from '../correlate/material.ts';
import type { Known } from '../known.ts';
import type { Sighting } from '../ledger.ts';
import type { Found, Lead, Outcome, Pivot, Skipped } from '../pivot.ts';
import { plural } from '../plural.ts';
import { lookUpAll } from './lookUp.ts';

/** Files that are asked about: as many as VirusTotal's free plan answers in a minute. */
const mostFiles = 4;

/** I-18: what VirusTotal knows of the files of the trigger and its chain; where they have no hash, of its container's other events. */
export function fileReputation(known: Known): Pivot {
  return {
    name: 'VirusTotal',
    part: 'indicators',
    asked: () => 'VirusTotal on the files that ran',
    run: (lead) => run(filesOf(lead, known), lead),
  };
}

async function run(files: readonly Cited<string>[], lead: Lead): Promise<Found | Skipped> {
  if (lead.intel === undefined) return { skipped: 'not offered by this host' };
  const off = lead.intel.off('virusTotal');
  if (off !== undefined) return { skipped: off };
  if (files.length === 0) return { skipped: 'no event of the trigger or of its container names a SHA-256', inapplicable: true };
  const asked = files.slice(0, mostFiles);
  const answers = await lookUpAll(
    lead,
    asked.map((file) => file.value),
    (sha256) => lead.ledger.look('file', sha256),
  );
  const known = answers.answered.flatMap(({ about, value, cites }) => {
    const seenIn = asked.find((file) => file.value === about)?.cites ?? cites;
    return [{ about, value, cites: together(seenIn, cites) }];
  });
  const verdicts = known.flatMap(({ value, cites }) =>
    value === undefined ? [] : [{ value: { sha256: value.sha256, malicious: value.malicious }, cites }],
  );
  return {
    cites: answers.cites,
    count: verdicts.length,
    says: `VirusTotal knows ${verdicts.length} of ${plural(asked.length, 'file')}.`,
    claims: known.map(({ about, value, cites }): Claim => ({ phrase: tell(about, value), cites })),
    material: { verdicts },
    ...(files.length > asked.length && {
      truncated: { shown: asked.length, total: files.length },
      limit: 'VirusTotal answers four questions a minute',
    }),
    ...answers.shortfall,
  };
}

/** Not to be known there is a finding: what is spread widely has been seen by someone. */
function tell(sha256: string, reputation: FileReputation | undefined) {
  if (reputation === undefined) return phrase`VirusTotal has never seen the file ${hash(sha256)}.`;
  const { malicious, suspicious, harmless, undetected, label } = reputation;
  const engines = malicious + suspicious + harmless + undetected;
  const named = label === undefined ? [] : phrase`, as ${text(label)}`;
  return phrase`VirusTotal: ${count(malicious)} of ${count(engines)} engines call the file ${hash(sha256)} malicious${named}.`;
}

/** The trigger's own, from its event or its node in the process tree, then the chain's; where there is none those of its container, oldest first. */
function filesOf({ trigger, scope }: Lead, { chain, seen, outcomes }: Known): readonly Cited<string>[] {
  const own = [...(trigger.event === undefined ? [] : hashesIn(trigger.event)), ...outcomes.flatMap(inTree), ...chain.flatMap(hashesIn)];
  if (own.length > 0) return onceEach(own);
  const container = trigger.event?.value.scope.container ?? scope.container;
  if (container === undefined) return [];
  return onceEach(seen.filter((event) => event.value.scope.container === container).flatMap(hashesIn));
}

function onceEach(files: readonly Cited<string>[]): readonly Cited<string>[] {
  const found = new Map<string, Cited<string>>();
  for (const file of files) {
    const known = found.get(file.value);
    found.set(file.value, known === undefined ? file : { ...known, cites: together(known.cites, file.cites) });
  }
  return [...found.values()];
}

function hashesIn(event: Sighting): readonly Cited<string>[] {
  const sha256 = processOf(event.value)?.sha256;
  return sha256 === undefined ? [] : [{ value: sha256, cites: [event.id] }];
}

function inTree({ found }: Outcome): readonly Cited<string>[] {
  if (found?.tree === undefined) return [];
  const marked = (nodes: typeof found.tree.roots): readonly string[] =>
    nodes.flatMap((node) => [...(node.trigger && node.sha256 !== undefined ? [node.sha256] : []), ...marked(node.children)]);
  return marked(found.tree.roots).map((value) => ({ value, cites: found.cites }));
}
