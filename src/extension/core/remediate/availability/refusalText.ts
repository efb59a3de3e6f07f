import { plainText } from '../../report/plainText.ts';
import { deployFix, storageFix } from './fixes.ts';
import type { Refused } from './reach.ts';
import { placeNamed } from './responderPlace.ts';

/** Why a surface refused, and the fix, in our words: what the tenant answered to one call says little to whoever reads it. */
export function refusalText(refused: Refused): { readonly why: string; readonly fix: string } {
  switch (refused.kind) {
    case 'responder': {
      const place = plainText(placeNamed(refused.scope));
      const where = place === '' ? 'there' : `on ${place}`;
      return { why: `There is no ${plainText(refused.responder)} responder ${where}`, fix: deployFix(refused.responder, place) };
    }
    case 'storage':
      return { why: 'The tenant has no storage for artifacts', fix: storageFix };
    case 'permission': {
      const permission = plainText(refused.permission);
      return {
        why: `Your token does not have ${permission}`,
        fix: `Ask an administrator for a role with ${permission}, or file the step as a ticket`,
      };
    }
    case 'credentials':
      return { why: refused.reason, fix: refused.fix };
  }
}
