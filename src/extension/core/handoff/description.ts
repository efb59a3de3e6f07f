import type { Token } from 'marked';
import { code } from '../model/phrase.ts';
import { markdownPhrase } from '../report/markdown.ts';
import { type AdfDocument, adfOf, markdownBlocks } from './adf.ts';
import type { TicketDraft } from './ticket.ts';

/** What Jira takes as a description, counted over the document's JSON. */
const longestDescription = 32_767;

/** A ticket's body in both forms that doors need. `whole` is false where parts had to stay in the attached file. */
export type Description = { readonly adf: AdfDocument; readonly markdown: string; readonly whole: boolean; readonly length: number };

/**
 * Fits a draft's body into a ticket: the whole of it; else without what one looks up rather than reads, group by group; else as many blocks as there
 * is room for, in order. The audit line with the event id is always its end (H-07), and is read by itself: no fence left open swallows it.
 */
export function describeDraft({ kind, body, audit, attachment }: Pick<TicketDraft, 'kind' | 'body' | 'audit' | 'attachment'>): Description {
  const end = markdownBlocks(audit);
  const blocks = markdownBlocks(body.replace(audit, '')).filter((block) => block.type !== 'space');
  const whole = described([...blocks, ...end], true);
  if (whole.length <= longestDescription) return whole;
  const rest =
    attachment === undefined
      ? `This is not the whole ${kind}: there was no room for it.`
      : `The whole ${kind} is in the file ${markdownPhrase([code(attachment.name)])}.`;
  const ending = [...markdownBlocks(rest), ...end];
  for (const leftOut of leavingOut) {
    const shorter = described([...without(leftOut, blocks), ...ending], false);
    if (shorter.length <= longestDescription) return shorter;
  }
  const read = without(leavingOut.at(-1) ?? [], blocks);
  return described([...fitting(read, lengthOf(ending)), ...ending], false);
}

function described(blocks: readonly Token[], whole: boolean): Description {
  const adf = adfOf(blocks);
  const markdown = blocks.map((block) => block.raw.trimEnd()).join('\n\n');
  return { adf, markdown, whole, length: JSON.stringify(adf).length };
}

/** Sections of the case file (K-02) that stay in the file where there is no room, the first ones first. A section that a person added goes along. */
const leavingOut: readonly (readonly string[])[] = [
  ['Sources', 'Audit'],
  ['Sources', 'Audit', 'Vulnerability surface', 'Resource context'],
  ['Sources', 'Audit', 'Vulnerability surface', 'Resource context', 'Incident scope'],
  ['Sources', 'Audit', 'Vulnerability surface', 'Resource context', 'Incident scope', 'Attack flow'],
];

/** The drawing's source does not go along either: Jira shows it as text, and the timeline below says the same. */
function without(sections: readonly string[], blocks: readonly Token[]): readonly Token[] {
  let leftOut = false;
  return blocks.filter((block) => {
    if (block.type === 'heading' && block['depth'] <= 3) leftOut = sections.includes(String(block['text']));
    return !leftOut && !(block.type === 'code' && block['lang'] === 'mermaid');
  });
}

function fitting(blocks: readonly Token[], taken: number): readonly Token[] {
  let room = longestDescription - taken;
  return blocks.filter((block) => {
    const length = lengthOf([block]);
    if (length > room) return false;
    room -= length;
    return true;
  });
}

/** With the document round it, which is more than a block and its comma take. */
function lengthOf(blocks: readonly Token[]): number {
  return JSON.stringify(adfOf(blocks)).length;
}
