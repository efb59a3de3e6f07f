import type { Explanation } from '../../model/case.ts';
import type { Story } from './story.ts';

/** attack, administrator, scanner or test tool, with what speaks for and against each. */
export function tellExplanations(_story: Story): readonly Explanation[] {
  return [];
}
