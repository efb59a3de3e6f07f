import * as vscode from 'vscode';
import { accountName } from '../../core/investigate/place.ts';
import type { Failure } from '../../core/model/failure.ts';
import type { Resource, SecurityEvent, Threat, ThreatGroup } from '../../core/model/threat.ts';
import { plainText } from '../../core/report/plainText.ts';
import { age, clockTime } from '../relativeTime.ts';
import { nodeKey, type Part, type ThreatNode } from './threatNodes.ts';
import { severityIcon } from './threatNodesIcon.ts';
import { actorOf, dotted, eventTitle, groupTitle, loadedCount, placeText, seenText } from './threatNodesText.ts';
import type { Bucket } from './threatsArrangement.ts';
import type { PartState } from './threatsDetails.ts';
import { severityName } from './treeFilter.ts';

const { None, Collapsed, Expanded } = vscode.TreeItemCollapsibleState;

/** What a row says and shows, without its place in the tree. */
export type Face = {
  readonly label: string;
  readonly description?: string;
  readonly icon?: vscode.ThemeIcon;
  /** as a screen reader says it; label and description where absent */
  readonly spoken?: string;
  readonly state?: vscode.TreeItemCollapsibleState;
  readonly command?: vscode.Command;
  readonly tooltip?: string;
};

/** Tooltips of rows with data are made when the pointer rests on one: ten thousand of them would cost more than the tree. */
export function toItem(node: ThreatNode, face: Face): vscode.TreeItem {
  const item = new vscode.TreeItem(face.label, face.state ?? None);
  item.id = nodeKey(node);
  item.contextValue = node.kind;
  item.accessibilityInformation = { label: face.spoken ?? dotted(face.label, face.description).replaceAll(' · ', ', ') };
  if (face.description !== undefined) item.description = face.description;
  if (face.icon !== undefined) item.iconPath = face.icon;
  if (face.command !== undefined) item.command = face.command;
  if (face.tooltip !== undefined) item.tooltip = face.tooltip;
  return item;
}

/** @param incident whether to mark the group as part of one that stands above it in the list */
export function groupFace(group: ThreatGroup, at: { now: number; seen?: number; incident: boolean }): Face {
  const label = groupTitle(group);
  const description = dotted(
    placeText(group),
    group.lastSignal === undefined ? undefined : age(group.lastSignal, at.now),
    at.incident ? vscode.l10n.t('same incident') : undefined,
    at.seen === undefined ? undefined : seenText(at.seen, at.now),
  );
  const spoken = `${severityName(group.severity?.word ?? 'unknown')}: ${dotted(label, description).replaceAll(' · ', ', ')}`;
  return { label, description, icon: severityIcon(group.severity), spoken, state: Collapsed };
}

export function bucketFace(bucket: Bucket, hasMore: boolean): Face {
  const first = bucket.groups[0]?.severity;
  const icons = {
    severity: severityIcon(first),
    place: new vscode.ThemeIcon('server-environment'),
    incident: new vscode.ThemeIcon('link'),
  };
  return {
    label: plainText(bucket.label),
    description: loadedCount(bucket.groups.length, hasMore),
    icon: icons[bucket.kind],
    state: Expanded,
  };
}

/** "Threats (1)": the number that was read, else the one that the tenant tells with the group, else none. */
export function partFace(part: Part, group: ThreatGroup, state: PartState | undefined): Face {
  const told = { threats: group.threatCount, resources: undefined, events: group.eventCount };
  const read = state?.status === 'loaded' ? countOf(state.answer) : undefined;
  const count = read ?? (told[part] === undefined ? undefined : String(told[part]));
  const name = partName(part);
  return { label: count === undefined ? name : `${name} (${count})`, state: Collapsed };
}

function countOf(answer: Extract<PartState, { status: 'loaded' }>['answer']): string {
  const total = answer.part === 'events' ? answer.total : undefined;
  return total === undefined ? String(answer.rows.length) : vscode.l10n.t('{0} of {1}', answer.rows.length, total);
}

function partName(part: Part): string {
  switch (part) {
    case 'threats':
      return vscode.l10n.t('Threats');
    case 'resources':
      return vscode.l10n.t('Resources');
    case 'events':
      return vscode.l10n.t('Latest events');
  }
}

export function threatFace(threat: Threat, at: { now: number; seen?: number }): Face {
  const label = groupTitle(threat);
  const description = dotted(
    placeText(threat),
    threat.lastSignal === undefined ? undefined : age(threat.lastSignal, at.now),
    at.seen === undefined ? undefined : seenText(at.seen, at.now),
  );
  const spoken = `${severityName(threat.severity?.word ?? 'unknown')}: ${dotted(label, description).replaceAll(' · ', ', ')}`;
  return { label, description, icon: severityIcon(threat.severity), spoken };
}

export function resourceFace(resource: Resource): Face {
  const place = placeText({ scope: resource.scope });
  const label = resource.name === undefined ? (place ?? resource.id) : plainText(resource.name);
  return {
    label: label ?? vscode.l10n.t('Resource without a name'),
    description: dotted(resource.type === undefined ? undefined : plainText(resource.type), place === label ? undefined : place),
    icon: new vscode.ThemeIcon(accountName(resource.scope) !== undefined && resource.scope.cluster === undefined ? 'cloud' : 'server'),
  };
}

export function eventFace(event: SecurityEvent, at: { now: number; seen?: number }): Face {
  const actor = actorOf(event);
  const description = dotted(actor, at.seen === undefined ? undefined : seenText(at.seen, at.now));
  const label = `${clockTime(event.at, at.now)}  ${eventTitle(event)}`;
  const spoken = [
    severityName(event.severity?.word ?? 'unknown'),
    eventTitle(event),
    actor,
    vscode.l10n.t('at {0} UTC', clockTime(event.at, at.now)),
  ];
  return { label, description, icon: severityIcon(event.severity), spoken: spoken.filter((part) => part !== undefined).join(', ') };
}

/** What failed on the row, why and the fix on hover; a click tries again. */
export function failureFace(failure: Failure, node: ThreatNode): Face {
  const what = plainText(failure.what);
  const why = plainText(failure.why);
  return {
    label: what,
    description: vscode.l10n.t('{0} · click to try again', why),
    icon: new vscode.ThemeIcon('error', new vscode.ThemeColor('list.errorForeground')),
    tooltip: [what, why, plainText(failure.fix)].join('\n'),
    spoken: [what, why, vscode.l10n.t('Press Enter to try again')].join('. '),
    command: { command: 'runtimeThreats.refresh', title: vscode.l10n.t('Try again'), arguments: [node] },
  };
}

export function loadingFace(): Face {
  return { label: vscode.l10n.t('Loading…'), icon: new vscode.ThemeIcon('loading~spin') };
}

/** @param note why the rows are not all; without one the part is empty */
export function noteFace(part: Part, note: string | undefined): Face {
  if (note !== undefined) return { label: plainText(note), icon: new vscode.ThemeIcon('info'), tooltip: plainText(note) };
  const nothing = {
    threats: vscode.l10n.t('No threats in this group'),
    resources: vscode.l10n.t('The tenant names no resource'),
    events: vscode.l10n.t('No events in the last two weeks'),
  };
  return { label: nothing[part] };
}

/** @param canLoad false where the tenant has more but does not hand it out: the row then says so and does nothing */
export function moreFace(loaded: number, canLoad: boolean): Face {
  if (!canLoad)
    return { label: vscode.l10n.t('More exist: the tenant lists no more than these {0}', loaded), icon: new vscode.ThemeIcon('info') };
  return {
    label: vscode.l10n.t('Load more ({0})', loadedCount(loaded, true)),
    icon: new vscode.ThemeIcon('chevron-down'),
    spoken: vscode.l10n.t('Load more. {0} are loaded', loaded),
    command: { command: 'runtimeThreats.loadMore', title: vscode.l10n.t('Load more') },
  };
}
