/** What taking an action back does besides, what to look at then, and what brings the action's effect back. `final`: nothing brings it back. */
export type TakingBack = { readonly does: string; readonly watch: string; readonly again: string; readonly final?: true };

const lettingGo: TakingBack = {
  does: 'What it held back can go on then, the attacker included',
  watch: 'Whether the rule fires again',
  again: 'Run the action again',
};

const deleting: TakingBack = {
  does: 'The snapshots that it made are deleted, and what only they hold is lost as evidence',
  watch: 'Who still needs them',
  again: 'A new snapshot holds what is there by then',
  final: true,
};

const unmarking: TakingBack = {
  does: 'The mark is as it was before; nothing restarts',
  watch: 'Who or what counts on the mark: a NetworkPolicy may select by it',
  again: 'Run the action again',
};

const byName: ReadonlyMap<string, TakingBack> = new Map([
  ['KUBERNETES_VOLUME_SNAPSHOT', deleting],
  ['CLOUD_VOLUME_SNAPSHOT', deleting],
  ['kubectl annotate', unmarking],
  ['kubectl label', unmarking],
  ['FILE_QUARANTINE', { ...lettingGo, does: 'The file is back where it was, and can be started or read again' }],
]);

/** @param name of the action, as its surface names it */
export function takingBack(name: string): TakingBack {
  return byName.get(name) ?? lettingGo;
}
