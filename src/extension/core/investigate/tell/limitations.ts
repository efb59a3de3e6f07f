import type { Coverage } from '../../model/case.ts';
import { type Claim, citing, claim } from '../../model/evidence.ts';
import { count, join, phrase, text } from '../../model/phrase.ts';
import { cloudCallOf } from '../facts/cloudCall.ts';
import { processOf } from '../facts/processOf.ts';
import type { Story } from './story.ts';

/** Everything that was skipped, failed or cut, what the trigger does not say, and what this version does not look at (I-27, I-28, X-10). */
export function tellLimitations(story: Story, unexplored: readonly Coverage[]): readonly Claim[] {
  const { outcomes, origin } = story;
  const gaps = outcomes.flatMap((outcome) => tellGap(outcome.coverage, origin));
  const [first, ...rest] = unexplored.map((one) => text(one.name));
  const notYet =
    first === undefined ? [] : [claim(phrase`Not looked at by this version: ${join([first, ...rest], ', ', ' and ')}.`, origin)];
  return [...gaps, ...missingFields(story), ...notYet];
}

function tellGap({ asked, status, reason, truncated, cites }: Coverage, origin: Story['origin']): readonly Claim[] {
  const why = reason === undefined ? [] : phrase`: ${text(reason)}`;
  const cited = cites ?? citing(origin);
  if (truncated !== undefined) {
    const total = truncated.total === undefined ? phrase`more` : phrase`${count(truncated.total)}`;
    return [{ phrase: phrase`${text(asked)}: ${count(truncated.shown)} of ${total} were read${why}.`, cites: cited }];
  }
  if (status === 'done') return reason === undefined ? [] : [{ phrase: phrase`${text(asked)}${why}.`, cites: cited }];
  return [{ phrase: phrase`${text(asked)}: ${text(words[status])}${why}.`, cites: cited }];
}

const words = { skipped: 'skipped', failed: 'failed', pending: 'not done', in_progress: 'not finished' } as const;

/** Fields that an answer to this kind of event needs and that this event does not carry. */
function missingFields({ lead, origin }: Story): readonly Claim[] {
  const { event } = lead.trigger;
  if (event === undefined) return [claim(phrase`The trigger names no event, so there is no process and no actor to follow.`, origin)];
  const { rule, severity, scope } = event.value;
  const process = processOf(event.value);
  const wanted: readonly (readonly [string, unknown])[] = [
    ['rule', rule],
    ['severity', severity],
    ...(process === undefined
      ? []
      : ([
          ['command line', process.cmdline],
          ['parent process', process.parent],
          ['file hash', process.sha256],
          ['container or host', scope.container ?? scope.host],
        ] as const)),
    ...(cloudCallOf(event.value) === undefined ? [] : ([['public source address', cloudCallOf(event.value)?.address]] as const)),
  ];
  const [first, ...rest] = wanted.filter(([, value]) => value === undefined).map(([name]) => text(name));
  return first === undefined ? [] : [claim(phrase`The trigger event does not give: ${join([first, ...rest], ', ')}.`, event)];
}
