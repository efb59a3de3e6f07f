import * as vscode from 'vscode';
import * as z from 'zod';
import { Failure } from '../../core/model/failure.ts';

/** Sysdig ids are 32 hex digits with or without dashes; other tenants' may differ, so only what could be no id is refused. */
const id = z
  .string()
  .trim()
  .regex(/^[A-Za-z0-9][A-Za-z0-9_.:-]{2,127}$/);

/** What a tree item hands to Investigate; the most precise id first, since the engine tries threat, group and event in turn. */
const fromTree = z.union([
  z.object({ eventId: id }).transform((item) => item.eventId),
  z.object({ threatId: id }).transform((item) => item.threatId),
  z.object({ groupId: id }).transform((item) => item.groupId),
]);

/** @returns undefined where the command came without an argument. Throws Failure for an argument that names no threat. */
export function chosenThreat(argument: unknown): string | undefined {
  if (argument === undefined || argument === null) return undefined;
  const parsed = fromTree.safeParse(argument);
  if (parsed.success) return parsed.data;
  throw new Failure('invalid', {
    what: vscode.l10n.t('This item can not be investigated.'),
    why: vscode.l10n.t('It names no group, threat or event.'),
    fix: vscode.l10n.t('Pick a threat from the list, or run "Threats: Investigate by ID…".'),
  });
}

export function isThreatId(value: string): boolean {
  return id.safeParse(value).success;
}
