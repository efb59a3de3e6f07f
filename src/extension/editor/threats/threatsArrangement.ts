import * as vscode from 'vscode';
import { accountName } from '../../core/investigate/place.ts';
import { severityRank } from '../../core/model/severity.ts';
import type { Scope, ThreatGroup } from '../../core/model/threat.ts';
import { groupedBy } from './groupedBy.ts';
import { groupTitle } from './threatNodesText.ts';
import { type Incident, incidentsAmong } from './threatsIncidents.ts';
import { matches, severityName, type TreeChoice } from './treeFilter.ts';

/** A parent row. `label` may hold tenant text: it is shown as plain text. */
export type Bucket = {
  readonly id: string;
  readonly kind: 'severity' | 'place' | 'incident';
  readonly label: string;
  readonly groups: readonly ThreatGroup[];
};

export type Arrangement = {
  readonly roots: readonly (Bucket | ThreatGroup)[];
  /** the parents among the roots, by their id: looked up for each row that is drawn */
  readonly buckets: ReadonlyMap<string, Bucket>;
  /** the loaded groups that the filter leaves, newest first */
  readonly shown: readonly ThreatGroup[];
  /** of all loaded groups, by group id */
  readonly incidents: ReadonlyMap<string, Incident>;
};

/** Lays out the loaded groups as the user chose (V-04). The order within and between parents stays newest first, severities worst first. */
export function arrange(loaded: readonly ThreatGroup[], choice: TreeChoice): Arrangement {
  const shown = loaded.filter((group) => matches(group, choice));
  const incidents = incidentsAmong(loaded);
  const roots = rootsOf(shown, choice, incidents);
  return { roots, buckets: new Map(roots.filter(isBucket).map((bucket) => [bucket.id, bucket])), shown, incidents };
}

function rootsOf(shown: readonly ThreatGroup[], choice: TreeChoice, incidents: Arrangement['incidents']): Arrangement['roots'] {
  switch (choice.groupBy) {
    case 'none':
      return shown;
    case 'severity':
      return buckets(shown, 'severity', (group) => {
        const word = group.severity?.word ?? 'unknown';
        return { id: word, label: severityName(word) };
      }).toSorted((a, b) => severityRank(a.groups[0]?.severity) - severityRank(b.groups[0]?.severity));
    case 'place':
      return buckets(shown, 'place', ({ scope }) => placeOf(scope));
    case 'incident':
      return incidentRoots(shown, incidents);
  }
}

/** A group that shares its incident with no shown group needs no parent. */
function incidentRoots(shown: readonly ThreatGroup[], incidents: Arrangement['incidents']): Arrangement['roots'] {
  return buckets(shown, 'incident', (group) => {
    const incident = incidents.get(group.id);
    return { id: incident?.id ?? group.id, label: '' };
  }).map((bucket) => {
    const [lead] = bucket.groups.toSorted((a, b) => severityRank(a.severity) - severityRank(b.severity));
    if (lead === undefined || bucket.groups.length === 1) return lead ?? bucket;
    return { ...bucket, label: groupTitle(lead) };
  });
}

function placeOf(scope: Scope): { id: string; label: string } {
  if (scope.cluster !== undefined) return { id: `cluster ${scope.cluster}`, label: scope.cluster };
  const account = accountName(scope);
  return account === undefined
    ? { id: 'none', label: vscode.l10n.t('No cluster or account') }
    : { id: `account ${account}`, label: account };
}

function buckets(
  groups: readonly ThreatGroup[],
  kind: Bucket['kind'],
  under: (group: ThreatGroup) => { id: string; label: string },
): readonly Bucket[] {
  const labels = new Map<string, string>();
  const members = groupedBy(groups, (group) => {
    const { id, label } = under(group);
    labels.set(id, label);
    return id;
  });
  return [...members].map(([id, together]) => ({ id: `${kind} ${id}`, kind, label: labels.get(id) ?? id, groups: together }));
}

export function isBucket(root: Bucket | ThreatGroup): root is Bucket {
  return 'groups' in root;
}
