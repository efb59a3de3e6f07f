import type { BlastRadius } from '../../model/blastRadius.ts';
import type { Threat } from '../../model/remediation.ts';
import type { Reach } from '../availability/reach.ts';

/** What proposals are made of. `now` is milliseconds since the epoch. */
export type ProposalInput = { readonly threat: Threat; readonly radius: BlastRadius; readonly reach: Reach; readonly now: number };
