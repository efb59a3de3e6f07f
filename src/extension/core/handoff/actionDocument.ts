import { code, type Phrase, phrase } from '../model/phrase.ts';
import { visible } from '../report/datumText.ts';
import { plainPhrase } from '../report/plainText.ts';
import { maskSecrets } from '../report/secrets.ts';
import { actionText } from './actionText.ts';
import type { GivenAction } from './givenAction.ts';
import type { HandoffDocument } from './handoffDocument.ts';
import { placesOf } from './knownPlaces.ts';

/** What such a ticket or page says. Secrets are masked in it from the start; what else is taken out, the user chooses. */
export function actionDocument(given: GivenAction): HandoffDocument {
  const { eventId, tenant, action, scope, caseFile, severity, tactic, completedAt } = given;
  const title = titleOf(given);
  const toRun = runnable(given.line);
  return {
    kind: 'action',
    eventId,
    actionId: action.id,
    tenant,
    title: plainPhrase(title),
    resource: plainPhrase(action.on),
    firstSentence: plainPhrase(action.does),
    isIncident: false,
    markdown: actionText(title, toRun, given),
    completedAt,
    known: placesOf(scope),
    toRun,
    ...(caseFile !== undefined && { file: caseFile }),
    ...(severity !== undefined && { severity }),
    ...(tactic !== undefined && { tactic }),
  };
}

function titleOf({ action: { name, on }, tenant }: GivenAction): Phrase {
  const title = phrase`Run by hand: ${code(name)} on ${on}`;
  return tenant.sample ? phrase`Sample: ${title}` : title;
}

/** Characters that can not be seen are written as signs: whoever pastes a command has to see all of it. */
function runnable(line: string): NonNullable<HandoffDocument['toRun']> {
  const text = maskSecrets(line).split('\n').map(visible).join('\n');
  return { text, whole: text === line && !text.includes('‹masked›') };
}
