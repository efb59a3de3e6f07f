import type { CausalLink } from '../causalLink.ts';
import { instanceRole } from './instanceRole.ts';
import { keyOfUser } from './keyOfUser.ts';
import { parentProcess } from './parentProcess.ts';
import { podExec } from './podExec.ts';
import { sameAddress } from './sameAddress.ts';
import { sameContainer } from './sameContainer.ts';
import { sameIdentity } from './sameIdentity.ts';
import { siblingProcess } from './siblingProcess.ts';

/** The stronger reason first: an event is joined by the first that applies. */
export const causalLinks: readonly CausalLink[] = [
  parentProcess,
  podExec,
  instanceRole,
  keyOfUser,
  siblingProcess,
  sameContainer,
  sameIdentity,
  sameAddress,
];
