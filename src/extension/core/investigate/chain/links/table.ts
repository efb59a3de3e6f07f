import type { CausalLink } from '../causalLink.ts';
import { instanceRole } from './instanceRole.ts';
import { keyOfUser } from './keyOfUser.ts';
import { leftContainer } from './leftContainer.ts';
import { loginSession } from './loginSession.ts';
import { parentProcess } from './parentProcess.ts';
import { podExec } from './podExec.ts';
import { sameAddress } from './sameAddress.ts';
import { sameContainer } from './sameContainer.ts';
import { sameIdentity } from './sameIdentity.ts';
import { sameProcess } from './sameProcess.ts';
import { siblingProcess } from './siblingProcess.ts';

/** The stronger reason first: an event is joined by the first that applies. */
export const causalLinks: readonly CausalLink[] = [
  sameProcess,
  parentProcess,
  leftContainer,
  podExec,
  instanceRole,
  keyOfUser,
  siblingProcess,
  sameContainer,
  loginSession,
  sameIdentity,
  sameAddress,
];
