import * as vscode from 'vscode';
import { placeName } from '../../core/investigate/place.ts';
import type { SecurityEvent, Threat, ThreatGroup } from '../../core/model/threat.ts';
import { plainText } from '../../core/report/plainText.ts';
import { age } from '../relativeTime.ts';

/** A name that the tenant gave, as plain text: the AI's title, else the rule roll-up, else the id. */
export function groupTitle(threat: Pick<ThreatGroup | Threat, 'id' | 'title' | 'name'>): string {
  return plainText(threat.title ?? threat.name ?? threat.id);
}

/** The narrowest place, else the resource's own name; undefined where the tenant says neither. */
export function placeText({ scope, resource }: Pick<ThreatGroup | Threat, 'scope' | 'resource'>): string | undefined {
  const place = placeName(scope) ?? resource;
  return place === undefined ? undefined : plainText(place);
}

/** The rule, else the policy, else the category: machine-learning events have no rule (contract, trap 8). */
export function eventTitle(event: SecurityEvent): string {
  return plainText(event.rule ?? event.policy ?? event.category ?? event.id);
}

/** What acted: the process of a syscall, the user of an audit record. */
export function actorOf({ fields }: SecurityEvent): string | undefined {
  const actor = fields['proc.name'] ?? fields['ct.user'] ?? fields['ka.user.name'] ?? fields['user.name'];
  return actor === undefined ? undefined : plainText(actor);
}

export function dotted(...facts: readonly (string | undefined)[]): string {
  return facts.filter((fact) => fact !== undefined && fact !== '').join(' · ');
}

export function seenText(at: number, now: number): string {
  return now - at < 60_000 ? vscode.l10n.t('seen just now') : vscode.l10n.t('seen {0} ago', age(at, now));
}

/** "25+" while more exist, so that a number of loaded rows is never taken for a total (V-03). */
export function loadedCount(loaded: number, hasMore: boolean): string {
  return hasMore ? `${loaded}+` : String(loaded);
}
