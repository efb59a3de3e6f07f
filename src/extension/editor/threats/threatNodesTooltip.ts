import * as vscode from 'vscode';
import { relate } from '../../core/investigate/incident/relation.ts';
import { code, type Datum, id, join, type Phrase, phrase, text } from '../../core/model/phrase.ts';
import type { Scope, SecurityEvent, Threat, ThreatGroup } from '../../core/model/threat.ts';
import { markdownPhrase } from '../../core/report/markdown.ts';
import { utcAndLocal } from '../relativeTime.ts';
import type { Incident } from './threatsIncidents.ts';
import { severityName } from './treeFilter.ts';

type Line = readonly [label: string, value: Datum | Phrase | undefined];

/** @param incident the one that the group belongs to with others; `seen` in milliseconds since the epoch */
export function groupTooltip(group: ThreatGroup, more: { incident?: Incident; seen?: number }): vscode.MarkdownString {
  return tooltip(group.title ?? group.name ?? group.id, group.description, [
    ...threatLines(group),
    [vscode.l10n.t('Threats'), group.threatCount === undefined ? undefined : text(group.threatCount)],
    [vscode.l10n.t('Events'), group.eventCount === undefined ? undefined : text(group.eventCount)],
    [vscode.l10n.t('Same incident as'), more.incident && companions(group, more.incident)],
    [vscode.l10n.t('Investigated'), instant(more.seen)],
  ]);
}

export function threatTooltip(threat: Threat): vscode.MarkdownString {
  return tooltip(threat.title ?? threat.name ?? threat.id, threat.description, threatLines(threat));
}

export function eventTooltip(event: SecurityEvent): vscode.MarkdownString {
  return tooltip(event.rule ?? event.policy ?? event.category ?? event.id, event.description, [
    [vscode.l10n.t('Time'), instant(event.at)],
    [vscode.l10n.t('Severity'), severity(event)],
    [vscode.l10n.t('Output'), event.output === undefined ? undefined : code(event.output)],
    [vscode.l10n.t('Source'), optional(event.source)],
    ...scopeLines(event.scope),
    [vscode.l10n.t('Event ID'), id(event.id)],
  ]);
}

export function resourceTooltip(name: string, scope: Scope): vscode.MarkdownString {
  return tooltip(name, undefined, scopeLines(scope));
}

function threatLines(threat: ThreatGroup | Threat): readonly Line[] {
  return [
    [vscode.l10n.t('Rule'), threat.title === undefined ? undefined : optional(threat.name)],
    [vscode.l10n.t('Severity'), severity(threat)],
    [vscode.l10n.t('Status'), optional(threat.status)],
    [vscode.l10n.t('Started'), instant(threat.start)],
    [vscode.l10n.t('Last signal'), instant(threat.lastSignal)],
    [vscode.l10n.t('Resource'), optional(threat.resource)],
    ...scopeLines(threat.scope),
    [vscode.l10n.t('ID'), id(threat.id)],
  ];
}

function scopeLines(scope: Scope): readonly Line[] {
  return [
    [vscode.l10n.t('Cluster'), optional(scope.cluster)],
    [vscode.l10n.t('Namespace'), optional(scope.namespace)],
    [vscode.l10n.t('Workload'), optional(scope.workload)],
    [vscode.l10n.t('Pod'), optional(scope.pod)],
    [vscode.l10n.t('Container'), optional(scope.container)],
    [vscode.l10n.t('Host'), optional(scope.host)],
    [vscode.l10n.t('AWS account'), optional(scope.awsAccount)],
    [vscode.l10n.t('GCP project'), optional(scope.gcpProject)],
    [vscode.l10n.t('Azure subscription'), optional(scope.azureSubscription)],
    [vscode.l10n.t('Region'), optional(scope.region)],
  ];
}

/** The first companions that the group is tied to directly, with the reason; the rest of the incident as a number. */
function companions(group: ThreatGroup, incident: Incident): Phrase {
  const others = incident.members.filter((member) => member.id !== group.id);
  const tied = others.flatMap((other) => {
    const relation = relate(group, other);
    return relation?.same === true ? [phrase`${text(other.title ?? other.name ?? other.id)} (${relation.why})`] : [];
  });
  const named = tied.slice(0, 3);
  const rest = others.length - named.length;
  return rest === 0 ? join(named, ', ') : join([...named, text(vscode.l10n.t('{0} more', rest))], ', ');
}

/** The reader sees the tenant's own severity beside our word for it. */
function severity({ severity: given }: Pick<Threat | SecurityEvent, 'severity'>): Phrase | undefined {
  if (given === undefined) return undefined;
  const name = severityName(given.word);
  return given.raw.toLowerCase() === given.word ? [name] : phrase`${text(name)} (${text(given.raw)})`;
}

function instant(at: number | undefined): Datum | undefined {
  return at === undefined ? undefined : text(utcAndLocal(at));
}

function optional(value: string | undefined): Datum | undefined {
  return value === undefined ? undefined : text(value);
}

/** Everything from the tenant goes through the one escape module; neither HTML, nor icons, nor command links are switched on. */
function tooltip(title: string, description: string | undefined, lines: readonly Line[]): vscode.MarkdownString {
  const rows = lines.flatMap(([label, value]) =>
    value === undefined ? [] : [`${label}: ${markdownPhrase('kind' in value ? [value] : value)}`],
  );
  const about = description === undefined ? [] : [markdownPhrase([text(description)])];
  const markdown = new vscode.MarkdownString([`**${markdownPhrase([text(title)])}**`, ...about, rows.join('  \n')].join('\n\n'));
  markdown.isTrusted = false;
  markdown.supportHtml = false;
  return markdown;
}
