import type { Scope, SecurityEvent } from '../../../src/extension/core/model/threat.ts';
import type { FakeTenant } from '../../fakes/readTools.ts';
import { event, proc } from './scenario.ts';

const id = (letter: string) => letter.repeat(32);
export const account = '123456789012';
export const instance = 'i-0123456789abcdef0';

/** A pod on an instance of an account, in which something runs. */
export const web: Scope = {
  cluster: 'c1',
  namespace: 'shop',
  workload: 'web',
  pod: 'web-1',
  container: 'aaaaaaaaaaaa',
  host: 'node-1',
  awsAccount: account,
  instance,
  image: { repository: 'ghcr.io/acme/web', tag: '1' },
};

/** Four hours ago, so that what came later than two hours round it is no longer what the fixed directions see. */
export const trigger = event({ id: id('a'), ago: 240, rule: 'Odd process', severity: 3, scope: web, fields: proc('x', 'x', 'sh', 9, 8) });

export const only = (...events: readonly SecurityEvent[]): FakeTenant => ({ events: [trigger, ...events], groups: [], threats: [] });

let number = 0;
/** An event with an id of its own. */
export function some(parts: Partial<Parameters<typeof event>[0]> & { ago: number; scope: Scope }): SecurityEvent {
  number += 1;
  return event({ id: number.toString(16).padStart(32, 'f'), rule: 'Something', ...parts });
}
