import type { CausalLink } from '../causalLink.ts';
import { ancestorProcess } from './ancestorProcess.ts';
import { assumedRole } from './assumedRole.ts';
import { builtFrom } from './builtFrom.ts';
import { createdObject } from './createdObject.ts';
import { enteredHost } from './enteredHost.ts';
import { functionSession } from './functionSession.ts';
import { grantedAccount } from './grantedAccount.ts';
import { instanceRole } from './instanceRole.ts';
import { instanceSession } from './instanceSession.ts';
import { keyOfUser } from './keyOfUser.ts';
import { leftContainer } from './leftContainer.ts';
import { loginSession } from './loginSession.ts';
import { madeIdentity } from './madeIdentity.ts';
import { nextHost } from './nextHost.ts';
import { nodeAccount } from './nodeAccount.ts';
import { parentCommand } from './parentCommand.ts';
import { parentProcess } from './parentProcess.ts';
import { plantedFile } from './plantedFile.ts';
import { namespaceAccount, podAccount } from './podAccount.ts';
import { podAddress } from './podAddress.ts';
import { podExec } from './podExec.ts';
import { pushedDigest, pushedTag } from './pushedImage.ts';
import { reachedInstance } from './reachedInstance.ts';
import { reachedMachine } from './reachedMachine.ts';
import { runtimeSocket } from './runtimeSocket.ts';
import { sameAccount } from './sameAccount.ts';
import { sameAddress } from './sameAddress.ts';
import { sameConnection } from './sameConnection.ts';
import { sameContainer } from './sameContainer.ts';
import { sameIdentity } from './sameIdentity.ts';
import { sameKey } from './sameKey.ts';
import { samePerson } from './samePerson.ts';
import { samePod, sameWorkload } from './samePod.ts';
import { sameProcess } from './sameProcess.ts';
import { serviceAccountOfWorkload, serviceAccountToken } from './serviceAccountToken.ts';
import { siblingProcess } from './siblingProcess.ts';
import { taskRole, taskRoleByName } from './taskRole.ts';
import { webIdentity } from './webIdentity.ts';

/** The stronger reason first: an event is joined by the first that applies. Where it came from says more than what else came from there. */
export const causalLinks: readonly CausalLink[] = [
  sameConnection,
  sameProcess,
  parentProcess,
  leftContainer,
  ancestorProcess,
  parentCommand,
  podExec,
  instanceRole,
  taskRole,
  serviceAccountToken,
  keyOfUser,
  assumedRole,
  functionSession,
  reachedInstance,
  reachedMachine,
  podAccount,
  nodeAccount,
  enteredHost,
  nextHost,
  loginSession,
  plantedFile,
  siblingProcess,
  sameContainer,
  pushedDigest,
  samePod,
  sameWorkload,
  createdObject,
  runtimeSocket,
  podAddress,
  namespaceAccount,
  grantedAccount,
  sameAccount,
  madeIdentity,
  sameKey,
  pushedTag,
  builtFrom,
  webIdentity,
  serviceAccountOfWorkload,
  instanceSession,
  taskRoleByName,
  sameIdentity,
  samePerson,
  sameAddress,
];
