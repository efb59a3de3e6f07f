import type { Program } from '../../model/command.ts';
import { Failure } from '../../model/failure.ts';
import type { ActionParameters } from '../../model/responseAction.ts';
import { actionPermission } from '../../tools/actionPermission.ts';
import type { Refused } from './reach.ts';
import { placeNamed, responderOfScope, scopeOf } from './responderPlace.ts';

/**
 * What was asked of which surface; `type` as the surface names it. The `parameters` of a Sysdig action tell the scope where the refusal does not.
 */
export type Asked = {
  readonly surface?: 'sysdig' | Program;
  readonly type: string;
  readonly responder?: string;
  readonly parameters?: ActionParameters;
};

/** What a refusal says about everything else of its kind; undefined where it is about this one call alone. */
export function classifyRefusal(error: unknown, asked: Asked): Refused | undefined {
  if (!Failure.is(error)) return undefined;
  const program = programOf(asked);
  if (program !== undefined) return credentials(error, program);
  if (error.refusal?.token === 'responder_not_found') return responder(error, asked);
  if (error.status === 412 || error.refusal?.token === 'storage_not_configured') return { kind: 'storage' };
  // A tool that is not listed is one that the token may not use (contract, trap 34).
  if (!Failure.is(error, 'forbidden', 'unsupported')) return undefined;
  const { of, permission } = actionPermission(asked.type);
  return { kind: 'permission', permission: error.refusal?.permission ?? permission, of };
}

function programOf({ surface, type }: Asked): Program | undefined {
  const named = surface ?? type.split(' ', 1)[0];
  return named === 'kubectl' || named === 'aws' ? named : undefined;
}

function credentials(failure: Failure, surface: Program): Refused | undefined {
  return Failure.is(failure, 'unauthenticated') ? { kind: 'credentials', surface, reason: failure.why, fix: failure.fix } : undefined;
}

function responder({ refusal }: Failure, asked: Asked): Refused | undefined {
  const told = refusal?.scope ?? '';
  const type = asked.responder ?? responderOfScope(told);
  if (type === undefined) return undefined;
  const scope = placeNamed(told) === '' ? (scopeOf(type, asked.parameters ?? {}) ?? told) : told;
  return { kind: 'responder', responder: type, scope };
}
