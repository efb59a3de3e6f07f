import type { RemediationAction, RemediationView } from '../protocol/remediationPanel.ts';
import { becameOf, nameOf } from './words.ts';

/**
 * What a screen reader is told of the way from one view to the next: what became of actions, the end of loading, the watch, a selection that was
 * read. Empty where nothing of that changed, so that nothing is said twice.
 */
export function announce(before: RemediationView, after: RemediationView): string {
  return [
    ...stopping(before, after),
    ...loading(before, after),
    ...decided(before, after),
    ...watched(before, after),
    ...read(before, after),
  ].join(' ');
}

function stopping({ stopped: before }: RemediationView, { stopped }: RemediationView): readonly string[] {
  if (stopped === undefined || stopped.what === before?.what) return [];
  return [`Stopped. ${stopped.what}: ${stopped.why}. ${stopped.fix}.`];
}

function loading(before: RemediationView, after: RemediationView): readonly string[] {
  if (!isLoading(before) || isLoading(after)) return [];
  const failed = after.parts.filter(({ status }) => status === 'failed').map(({ name }) => name);
  return [failed.length === 0 ? 'The checklist is complete.' : `The checklist is complete but for: ${failed.join(', ')}.`];
}

export function isLoading({ parts }: RemediationView): boolean {
  return parts.some(({ status }) => status === 'pending' || status === 'in_progress');
}

function decided(before: RemediationView, after: RemediationView): readonly string[] {
  const told = new Map(actionsOf(before).map((action) => [action.id, toTell(action)]));
  return actionsOf(after)
    .filter((action) => told.has(action.id) && told.get(action.id) !== toTell(action))
    .map((action) => `${nameOf(action)}: ${toTell(action)}.`);
}

function actionsOf({ stages }: RemediationView): readonly RemediationAction[] {
  return stages.flatMap(({ actions }) => actions);
}

function toTell(action: RemediationAction): string {
  const { availability } = action;
  const words = becameOf(action, false).map(({ text }) => text);
  const lost = availability.state === 'unavailable' ? [`unavailable, ${availability.reason}`] : [];
  return [...words, ...lost].join(', ') || 'pending';
}

function watched({ watch: before }: RemediationView, { watch }: RemediationView): readonly string[] {
  if (watch === undefined) return [];
  const isNew = watch.state !== before?.state || watch.refires.length !== before.refires.length;
  return isNew ? [`Watch: ${watch.state}. ${watch.line}.`] : [];
}

function read({ reading: before }: RemediationView, { reading }: RemediationView): readonly string[] {
  if (reading === undefined || reading.words === before?.words) return [];
  return [`Read as ${reading.understood.length} selected, ${reading.unclear.length} not clear. Confirm or discard it below the list.`];
}
