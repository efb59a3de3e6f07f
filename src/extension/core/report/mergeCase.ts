import { Failure } from '../model/failure.ts';
import { fencesOf } from './fences.ts';
import type { MergeSite } from './merge/anchors.ts';
import { type CaseDocument, readCaseDocument } from './merge/caseDocument.ts';
import { byLine, handEdits } from './merge/handEdits.ts';
import { withBlocksClosed } from './merge/openBlocks.ts';
import { carriedOut, planOf } from './merge/putBack.ts';
import { threeWay } from './merge/threeWay.ts';

/**
 * Today's text of a case with everything that a person did to the old one (I-04, K-12): what they wrote stands at its place, what they changed stands
 * in the place of what they changed or, where that is told otherwise today, marked beside it, and what they took out stays out as long as it is
 * told the same. Their citations get today's numbers. The log of a remediation stays below the Audit, as it is. An old text that nobody touched gives
 * today's as it is. Throws Failure where one of the two is no case.
 * @param fresh as it was rendered: its footer is the footer of the result
 */
export function mergeCase(old: string, fresh: string): string {
  const [before, after] = [readCaseDocument(old), readCaseDocument(fresh)];
  if (before === undefined || after === undefined) throw unreadable();
  const site = siteOf(withBlocksClosed(before), after);
  const lines = [...carriedOut(planOf(site), site), ...after.end, ...before.logs];
  return lines.join('\n').replace(/\n*$/, '\n').replaceAll('\n', before.lineEnd);
}

function siteOf(old: CaseDocument, fresh: CaseDocument): MergeSite {
  const ways = threeWay(old, fresh);
  return { old, fresh, ways, edits: handEdits(old, ways), fences: fencesOf(fresh.lines), unitsAt: byLine(ways.fresh) };
}

/** Whether a text is an earlier case of the same event, or group where no event is known, so that it can be merged into. */
export function isEarlierText(old: string, fresh: string): boolean {
  const [before, after] = [readCaseDocument(old)?.footer, readCaseDocument(fresh)?.footer];
  if (before === undefined || after === undefined) return false;
  const ids = [after.trigger.id, after.eventId, after.groupId].filter((id) => id !== undefined);
  return [before.trigger.id, before.eventId, before.groupId].some((id) => id !== undefined && ids.includes(id));
}

function unreadable(): Failure {
  return new Failure('malformed', {
    what: 'The saved case could not be brought up to date.',
    why: 'Its Sources or Audit section was changed, so its text can not be told from the notes in it.',
    fix: 'Undo the change in these sections, or start fresh.',
  });
}
