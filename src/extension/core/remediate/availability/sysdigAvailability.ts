import type { Availability, ProposedAction } from '../../model/remediation.ts';
import type { ActionExecution, ActionParameters } from '../../model/responseAction.ts';
import { plainText } from '../../report/plainText.ts';
import { actionPermission } from '../../tools/actionPermission.ts';
import { deployFix, storageFix } from './fixes.ts';
import type { Reach, Refused } from './reach.ts';
import { completedBy, recentlyCompleted, whenAndWhere } from './recentlyCompleted.ts';
import { isInScope, isSamePlace, placeNamed } from './responderPlace.ts';

type SysdigAction = Pick<ProposedAction, 'responder' | 'storage' | 'request' | 'name'>;

/** Of a Sysdig action: what was refused before, the catalogue, storage, and then what a responder of its kind did lately. */
export function sysdigAvailability(action: SysdigAction, reach: Reach): Availability {
  const parameters = action.request?.surface === 'sysdig' ? action.request.parameters : {};
  return (
    refusedBefore(action, parameters, reach.refused) ??
    notInCatalogue(action, reach) ??
    withoutStorage(action, reach) ??
    byResponder(action, parameters, reach)
  );
}

function refusedBefore(
  { name, responder, storage }: SysdigAction,
  parameters: ActionParameters,
  refused: readonly Refused[],
): Availability | undefined {
  const { of } = actionPermission(name);
  for (const one of refused) {
    if (one.kind === 'permission' && one.of === of) {
      const permission = plainText(one.permission);
      return unavailable(
        `your token lacks ${permission}`,
        `Ask an administrator for a role with ${permission}, or file the step as a ticket`,
      );
    }
    if (one.kind === 'responder' && one.responder === responder && isInScope(one.scope, parameters)) {
      const place = plainText(placeNamed(one.scope));
      return unavailable(`no ${plainText(responder)} responder ${place === '' ? 'there' : `on ${place}`}`, deployFix(responder, place));
    }
    if (one.kind === 'storage' && storage) return unavailable('the tenant has no storage for artifacts', storageFix);
  }
  return undefined;
}

function notInCatalogue({ name }: SysdigAction, { catalogue, forEvent }: Reach): Availability | undefined {
  if (catalogue.value.some(({ type }) => type === name)) return undefined;
  const reason = forEvent ? 'the tenant does not list it for this event' : "it is not in the tenant's catalogue";
  return unavailable(reason, 'Have it switched on for the responder, or file the step as a ticket');
}

function withoutStorage({ storage }: SysdigAction, reach: Reach): Availability | undefined {
  if (!storage) return undefined;
  if (reach.storage === undefined) return unconfirmed('whether the tenant has storage for artifacts could not be read');
  return reach.storage.value.usable ? undefined : unavailable('the tenant has no storage for artifacts', storageFix);
}

function byResponder({ responder }: SysdigAction, parameters: ActionParameters, { forEvent, executions }: Reach): Availability {
  if (forEvent) return { state: 'confirmed', reason: 'the tenant lists it for this event' };
  if (responder === undefined) return unconfirmed('the tenant does not say which responder runs it');
  const named = plainText(responder);
  if (executions === undefined) return unconfirmed(`whether a ${named} responder is there is not known: what ran before could not be read`);
  const completed = recentlyCompleted(executions).filter(completedBy(responder));
  const here = completed.find((one) => isSamePlace(responder, parameters, placed(one)));
  if (here !== undefined) return { state: 'confirmed', reason: `a ${named} responder completed ${whenAndWhere(responder, here)}` };
  const [elsewhere] = completed;
  if (elsewhere === undefined) return unconfirmed(`no ${named} responder was seen to complete anything lately`);
  return unconfirmed(`a ${named} responder completed ${whenAndWhere(responder, elsewhere)}, which says nothing of this place`);
}

function placed({ context, parameters }: ActionExecution): Readonly<Record<string, unknown>> {
  return { ...context, ...parameters };
}

function unconfirmed(reason: string): Availability {
  return { state: 'unconfirmed', reason };
}

function unavailable(reason: string, fix: string): Availability {
  return { state: 'unavailable', reason, fix };
}
