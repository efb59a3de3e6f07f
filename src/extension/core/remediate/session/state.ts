import type { BlastRadius } from '../../model/blastRadius.ts';
import type { Claim } from '../../model/evidence.ts';
import type { ActionStatus, Decision, OthersAction, Permission, Proposals, Run, Threat, Watch } from '../../model/remediation.ts';
import type { Reach } from '../availability/reach.ts';
import type { AwsAt, KubectlAt, ToolPlace } from '../places/toolPlaces.ts';

/** What the checklist fills in by itself, in the order in which it is shown. */
export type PartName = 'threat' | 'catalogue' | 'places' | 'blastRadius' | 'permissions';
export type Part = { readonly name: PartName; readonly status: ActionStatus; readonly detail?: string };

/** A part of the remediation that stopped everything: what, why and the fix. */
export type Stopped = { readonly what: string; readonly why: string; readonly fix: string };

/** Words of the user, read as a selection and not confirmed yet. */
export type Reading = { readonly words: string; readonly understood: readonly string[]; readonly unclear: readonly string[] };

export type Inventory = { readonly known: readonly Claim[]; readonly missing: readonly string[] };

/**
 * Everything that is known of one remediation at one moment. Hosts map it to what they show; it is replaced whole at every change. Runs, decisions and
 * selections are by the action's id, so that a list that is made anew keeps them.
 */
export type RemediationState = {
  readonly parts: readonly Part[];
  readonly stopped?: Stopped;
  readonly threat?: Threat;
  readonly inventory: Inventory;
  readonly kubectl?: ToolPlace<KubectlAt>;
  readonly aws?: ToolPlace<AwsAt>;
  readonly radius?: BlastRadius;
  readonly reach?: Reach;
  readonly proposals: Proposals;
  readonly permissions: readonly Permission[];
  readonly others: readonly OthersAction[];
  readonly runs: ReadonlyMap<string, Run>;
  readonly decisions: ReadonlyMap<string, Decision>;
  readonly selected: readonly string[];
  readonly reading?: Reading;
  /** action ids that are still to be asked about, the one under way first */
  readonly queue: readonly string[];
  /** id of the action whose road is being taken, or that is being taken back */
  readonly busy?: string;
  readonly watch?: Watch;
  readonly readOnly: boolean;
  /** milliseconds since the epoch, oldest first */
  readonly trail: readonly { readonly at: number; readonly text: string }[];
  /** where declined actions were filed, by action id */
  readonly filed: ReadonlyMap<string, string>;
};

export const emptyState: RemediationState = {
  parts: (['threat', 'catalogue', 'places', 'blastRadius', 'permissions'] as const).map((name) => ({ name, status: 'pending' })),
  inventory: { known: [], missing: [] },
  proposals: { actions: [], order: [] },
  permissions: [],
  others: [],
  runs: new Map(),
  decisions: new Map(),
  selected: [],
  queue: [],
  readOnly: false,
  trail: [],
  filed: new Map(),
};
