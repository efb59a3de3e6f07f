import { isIP } from 'node:net';
import { type Claim, citing, claim, type Evidence } from '../../model/evidence.ts';
import { code, indicator, phrase } from '../../model/phrase.ts';
import type { Found, Lead, Pivot, Skipped } from '../pivot.ts';
import { plural } from '../plural.ts';
import { byRank } from '../trigger.ts';

/** I-08: what the AI-generated descriptions say about processes and addresses, always, beside the tree. Names are taken from the text letter by letter. */
export const processEvidence: Pivot = {
  name: 'process evidence',
  part: 'processEvidence',
  asked: () => 'the descriptions of the threat, for processes and addresses',
  run,
};

type Described = { readonly text: string; readonly from: Evidence };

async function run(lead: Lead): Promise<Found | Skipped> {
  const described = descriptions(lead);
  const [first, ...rest] = described;
  if (first === undefined) return { skipped: 'the threat has no description' };
  const claims = described.flatMap(read);
  const cites = citing(first.from, ...rest.map((one) => one.from));
  if (claims.length === 0) {
    const nothing = phrase`The description names no process and no address.`;
    return { cites, claims: [{ phrase: nothing, cites }], says: 'Descriptions: no process and no address.' };
  }
  const unique = claims.filter((one, index) => claims.findIndex((other) => same(one, other)) === index);
  return {
    cites,
    claims: unique,
    says: `Descriptions: ${plural(unique.length, 'statement')} on processes and addresses.`,
  };
}

function descriptions(lead: Lead): readonly Described[] {
  const { threat, threats, group } = lead.trigger;
  const found: Described[] = [];
  if (threat?.value.description !== undefined) found.push({ text: threat.value.description, from: threat });
  for (const member of (threats?.value ?? []).toSorted(byRank)) {
    if (threats !== undefined && member.description !== undefined) found.push({ text: member.description, from: threats });
  }
  if (group?.value.description !== undefined) found.push({ text: group.value.description, from: group });
  return found;
}

const same = (a: Claim, b: Claim): boolean => JSON.stringify(a.phrase) === JSON.stringify(b.phrase);

/** A process as prose names it: one word without a sentence's punctuation, perhaps with a path, and whole: no part of an address or a longer path. */
const name = String.raw`([\w./-]*[\w-])(?![\w@/\\]|[.:-]\S)`;
const article = '(?:(?:the|a|an|its) )?';
const started = '(?:spawned|started|launched|forked|executed|ran)';
const startedBy = '(?:was |were |is )?(?:spawned|started|launched|forked|executed|run) by';
/** Each pattern names a child and a parent by group index. */
const hints: readonly { readonly pattern: RegExp; readonly parent: number; readonly child: number }[] = [
  { pattern: phrasing(name, ` (?:process )?${startedBy} `, article, name), child: 1, parent: 2 },
  { pattern: phrasing(name, ', (?:a |the )?child (?:process )?of ', article, name), child: 1, parent: 2 },
  { pattern: phrasing(name, String.raw` (?:process )?(?:in \S+ )?${started} `, article, name), parent: 1, child: 2 },
  { pattern: phrasing(name, `, which ${started} `, article, name), parent: 1, child: 2 },
  { pattern: phrasing(name, String.raw`, (?:a |the )?child (?:process )?of [\w./-]+, ${started} `, article, name), parent: 1, child: 2 },
];

function phrasing(...parts: readonly string[]): RegExp {
  return new RegExp(String.raw`(?<![\w./@:\\%+-])${parts.join('')}`, 'gi');
}

/** Words that stand where a name could but name no process. */
const notNames = new Set([
  'process',
  'processes',
  'it',
  'they',
  'he',
  'she',
  'was',
  'were',
  'that',
  'which',
  'who',
  'and',
  'then',
  'by',
  'from',
  'multiple',
  'several',
  'another',
  'repeatedly',
  'commands',
  'command',
  'attacker',
  'container',
  'pod',
  'user',
  'script',
  'shell',
  'binary',
  'file',
  'host',
  'node',
]);

function read({ text, from }: Described): readonly Claim[] {
  const chains = hints.flatMap(({ pattern, parent, child }) =>
    [...text.matchAll(pattern)].map((match) => ({ at: match.index, parent: match[parent] ?? '', child: match[child] ?? '' })),
  );
  const named = chains.filter((hint) => isName(hint.parent) && isName(hint.child)).sort((a, b) => a.at - b.at);
  const processes = named.map((hint) => claim(phrase`The description says that ${code(hint.parent)} started ${code(hint.child)}.`, from));
  const addresses = addressesIn(text).map((address) => claim(phrase`The description names the address ${indicator(address)}.`, from));
  return [...processes, ...addresses];
}

/** An absolute path, or a bare name that may end in a version or a program's suffix ("python3.11", "run.sh"); a domain or a relative path is none. */
const processName = /^(?:(?:\/[\w.-]*[\w-])+|[a-z_][\w-]*(?:\.\d+)*(?:\.(?:sh|py|pl|rb|js|jar|php|exe|bin|elf|ps1|so))?)$/i;

function isName(word: string): boolean {
  return word.length > 1 && !notNames.has(word.toLowerCase()) && processName.test(word);
}

/** IP addresses that stand in a text, each once, in its order. */
function addressesIn(text: string): readonly string[] {
  const candidates = text.match(/[0-9a-f:.]*[0-9a-f]/gi) ?? [];
  return [...new Set(candidates.filter((one) => isIP(one) !== 0 && !/^:|:$/.test(one)))];
}
