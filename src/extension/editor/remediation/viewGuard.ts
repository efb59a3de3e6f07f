import type { RemediationView } from '../../../webview/protocol/remediationPanel.ts';
import type { Program } from '../../core/model/command.ts';
import type { Grants } from '../../core/remediate/places/grants.ts';
import { doubtOf, type ToolPlace } from '../../core/remediate/places/toolPlaces.ts';
import { switchFix } from '../../core/remediate/session/gather.ts';
import type { RemediationState } from '../../core/remediate/session/state.ts';
import { plainText } from '../../core/report/plainText.ts';

type Place = RemediationView['guard'][number];

/** Where kubectl and aws point beside where the threat is. A tool that the threat does not ask for is left out. */
export function viewGuard({ kubectl, aws }: RemediationState, grants: Grants): RemediationView['guard'] {
  return [
    ...(kubectl === undefined ? [] : [viewPlace('kubectl', kubectl, (at) => at.context, grants)]),
    ...(aws === undefined ? [] : [viewPlace('aws', aws, (at) => at.account, grants)]),
  ];
}

function viewPlace<At extends { readonly fingerprint: string }>(
  surface: Program,
  place: ToolPlace<At>,
  points: (at: At) => string,
  grants: Grants,
): Place {
  const grant = place.state === 'found' ? grants.at(surface, doubtOf(place)) : grants.of(surface);
  const told = { surface, grant: grant === 'readOnly' ? 'read' : grant } as const;
  if (place.state === 'absent') return { ...told, match: 'absent', note: plainText(`${place.why}. ${place.fix}.`), canGrant: false };
  const { match } = place;
  const at = { ...told, points: plainText(points(place.at)), match: match.kind };
  // What was allowed elsewhere counts for nothing here.
  if (match.kind === 'mismatch')
    return { ...at, grant: 'none', note: plainText(`${match.why}. ${switchFix(surface, match.other)}.`), canGrant: false };
  const canGrant = grant === 'none' || grant === 'refused';
  return match.kind === 'match'
    ? { ...at, canGrant }
    : { ...at, note: plainText(`Can not tell whether it is the same place: ${match.why}.`), canGrant };
}
