import * as vscode from 'vscode';
import type { Case } from '../../core/model/case.ts';

/** When a threat was last investigated, by the id of its group, threat or event ("seen 3 h ago" in lists, I-01). */
export type SeenCases = {
  /** milliseconds since the epoch */
  seenAt(id: string): number | undefined;
  readonly onDidChange: vscode.Event<void>;
  /** A case that this editor finished, under every id that a list may show. */
  remember(finished: Case): void;
  /** What the shared state knows: event ids and completion times (ISO). */
  learn(cases: readonly { readonly eventId: string; readonly completed?: string }[]): void;
  forget(): void;
};

const key = 'seenCases';
const most = 500;

/** The shared state knows cases by their event only and keeps ten, so groups and older cases are remembered here, without any content. */
export function createSeenCases(memento: vscode.Memento): SeenCases {
  const changed = new vscode.EventEmitter<void>();
  const seen = new Map(memento.get<readonly (readonly [string, number])[]>(key, []));
  const note = (sightings: readonly (readonly [id: string, at: number])[]): void => {
    const newer = sightings.filter(([id, at]) => at > (seen.get(id) ?? 0));
    if (newer.length === 0) return;
    for (const [id, at] of newer) {
      // Taken out first, so that the map stays in the order of the last sighting and the oldest are cut off.
      seen.delete(id);
      seen.set(id, at);
    }
    void memento.update(key, [...seen].slice(-most));
    changed.fire();
  };
  return {
    seenAt: (id) => seen.get(id),
    onDidChange: changed.event,
    remember: ({ trigger, incident, completedAt }) => {
      const folded = incident.status === 'done' ? incident.value.groups.map((group) => group.id) : [];
      const ids = [trigger.id, trigger.groupId, trigger.threatId, trigger.eventId, ...folded];
      const at = Date.parse(completedAt);
      note(ids.flatMap((id) => (id === undefined ? [] : [[id, at] as const])));
    },
    learn: (cases) => note(cases.map((one) => [one.eventId, one.completed === undefined ? 0 : Date.parse(one.completed)] as const)),
    forget: () => {
      seen.clear();
      void memento.update(key, undefined);
      changed.fire();
    },
  };
}
