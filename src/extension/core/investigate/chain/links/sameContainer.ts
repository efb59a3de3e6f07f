import { code, phrase } from '../../../model/phrase.ts';
import { hour } from '../../hours.ts';
import type { CausalLink } from '../causalLink.ts';

/** Two processes in one container share its files, its network and its rights. */
export const sameContainer: CausalLink = {
  name: 'same container',
  inferred: false,
  within: 2 * hour,
  causes: (event) => (event.scope.container === undefined ? [] : [event.scope.container]),
  effects: (event) => (event.scope.container === undefined ? [] : [event.scope.container]),
  reason: (_cause, effect) => phrase`same container ${code(effect.scope.container ?? '')}`,
};
