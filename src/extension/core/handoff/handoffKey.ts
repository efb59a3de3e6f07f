import { createHash } from 'node:crypto';

/** What a ticket or a page is found by: an event has one, and one for each of its actions that a person is to run. */
export type HandoffKey = { readonly eventId: string; readonly actionId?: string };

/** Stands on the tickets of actions alone, so that none of them is taken for the ticket of its event. */
const anyAction = 'sysdig-runtime-action';

const longestDedupKey = 255;
const longestActionName = 120;

/** The labels that a ticket keeps whatever a person changes. Labels take no space: what is not plain in an id is written by its code. */
export function keyLabels({ eventId, actionId }: HandoffKey): readonly [string, ...string[]] {
  const event = `sysdig-event-${plainId(eventId)}`;
  return actionId === undefined ? [event] : [actionLabel(actionId), event, anyAction];
}

/** JQL for the tickets of exactly this key, the oldest first, where tickets are labelled. */
export function labelQuery(key: HandoffKey): string {
  const own = keyLabels(key).map((label) => `labels = "${label}"`);
  const others = key.actionId === undefined ? [`labels != "${anyAction}"`] : [];
  return `${[...own, ...others].join(' AND ')} ORDER BY created ASC`;
}

/** The same by the audit line in the text, where they are not. Words of an id that JQL would read as signs are left out. */
export function wordQuery({ eventId, actionId }: HandoffKey): string {
  const words = (name: string, id: string) => `description ~ "\\"${name} ${id.replace(/[^\w.:-]/g, ' ')}\\""`;
  const action = actionId === undefined ? 'description !~ "\\"audit action_id\\""' : words('action_id', actionId);
  return `${words('event_id', eventId)} AND ${action} ORDER BY created ASC`;
}

/** Whether a ticket's text is that of this key: its ids stand in it, and no action where none is meant. */
export function isTextOf(text: string, { eventId, actionId }: HandoffKey): boolean {
  return standsIn(eventId, text) && (actionId === undefined ? !/audit: action\\?_id=/.test(text) : standsIn(actionId, text));
}

/** PagerDuty's: one incident for the event, one for each of its actions. */
export function dedupKeyOf({ eventId, actionId }: HandoffKey): string {
  const end = actionId === undefined ? '' : `-${actionName(actionId)}`;
  return `${`sysdig-${eventId}`.slice(0, longestDedupKey - end.length)}${end}`;
}

/** For what is remembered of it. */
export function keyName({ eventId, actionId }: HandoffKey): string {
  return actionId === undefined ? eventId : `${eventId} ${actionId}`;
}

function actionLabel(actionId: string): string {
  return `sysdig-action-${actionName(actionId)}`;
}

/** Two long ids that begin alike stay two. */
function actionName(actionId: string): string {
  const plain = plainId(actionId);
  if (plain.length <= longestActionName) return plain;
  return `${plain.slice(0, longestActionName / 2)}-${createHash('sha256').update(actionId).digest('hex').slice(0, 32)}`;
}

function plainId(id: string): string {
  return id.replace(/[^\w.:-]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
}

/** `a1` does not stand in `a10`. */
function standsIn(id: string, text: string): boolean {
  for (let at = text.indexOf(id); at >= 0; at = text.indexOf(id, at + 1)) {
    if (!/^\w/.test(text.slice(at + id.length)) && !/\w$/.test(text.slice(Math.max(0, at - 1), at))) return true;
  }
  return false;
}
