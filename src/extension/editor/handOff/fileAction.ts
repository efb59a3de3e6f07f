import type { HandoffDocument } from '../../core/handoff/handoffDocument.ts';
import { rowText } from '../rowText.ts';
import type { HandOffTools } from './handOff.ts';
import { recall } from './handOffMemory.ts';
import { handOut } from './handOut.ts';
import { documentKey, inTurn } from './inTurn.ts';
import { type End, endOf, type Outcome } from './outcome.ts';

/**
 * Files what a person is to run, as any hand-off goes: where to, what is taken out, a preview and a yes for each. The ticket of the same
 * action is found instead of filed again, and where the case was handed off to stays as it is noted.
 * @param document see actionDocument
 * @param later what becomes of a retry out of a notification, after this has resolved
 */
export async function fileAction(document: HandoffDocument, ports: HandOffTools, later: (end: End) => void): Promise<End> {
  const event = rowText(document.eventId);
  ports.log.write('info', `The remediation of event ${event} hands an action off to a person: ${rowText(document.title)}`);
  const handed = { of: document };
  let outcomes: readonly Outcome[] = [];
  await inTurn(documentKey(document), ports.underWay, async () => {
    outcomes = await handOut(handed, await recall(handed, ports), ports, (retried) => later(endOf(retried)));
  });
  return endOf(outcomes);
}
