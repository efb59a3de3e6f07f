import type { Explanation, ExplanationKind } from '../../model/case.ts';
import type { Claim } from '../../model/evidence.ts';
import type { Story } from '../tell/story.ts';
import { administratorSigns } from './administratorSigns.ts';
import { attackSigns } from './attackSigns.ts';
import type { Sign } from './sign.ts';
import { toolSigns } from './toolSigns.ts';

const kinds: readonly ExplanationKind[] = ['attack', 'administrator', 'scanner', 'testTool'];
const signs: readonly Sign[] = [...attackSigns, ...administratorSigns, ...toolSigns];

/** A reading leads when it weighs at least this much, and by at least `margin` more than the next. */
const leads = { least: 2, margin: 1 } as const;

/**
 * X-13: the four ways to read what happened, each with the evidence for and against it. One is favoured where its evidence outweighs the others';
 * what has nothing for it, or more against it, is unlikely.
 */
export function explain(story: Story): readonly Explanation[] {
  const weighed = kinds.map((kind) => weigh(kind, story));
  const best = weighed.toSorted((a, b) => b.weight - a.weight);
  const [first, second] = best;
  const clear = first !== undefined && first.weight >= leads.least && first.weight - (second?.weight ?? 0) >= leads.margin;
  return weighed.map(({ kind, weight, pro, con }) => {
    const unlikely = pro.length === 0 || weight < 0;
    const standing = clear && first?.kind === kind ? 'favoured' : unlikely ? 'unlikely' : 'possible';
    return { kind, standing, for: pro, against: con };
  });
}

type Weighed = { readonly kind: ExplanationKind; readonly weight: number; readonly pro: readonly Claim[]; readonly con: readonly Claim[] };

function weigh(kind: ExplanationKind, story: Story): Weighed {
  const shown = signs
    .filter((sign) => sign.of === kind)
    .flatMap((sign) => {
      const found = sign.find(story);
      return found === undefined ? [] : [{ sign, found }];
    });
  const of = (side: Sign['side']) => shown.filter(({ sign }) => sign.side === side);
  const sum = (side: Sign['side']) => of(side).reduce((total, { sign }) => total + sign.weight, 0);
  return {
    kind,
    weight: sum('for') - sum('against'),
    pro: of('for').map(({ found }) => found),
    con: of('against').map(({ found }) => found),
  };
}
