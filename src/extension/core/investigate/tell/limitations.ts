import { cloudCallOf } from '../../facts/cloudCall.ts';
import { processOf } from '../../facts/processOf.ts';
import type { Coverage } from '../../model/case.ts';
import { type Claim, citing, claim, type Evidence } from '../../model/evidence.ts';
import { count, join, phrase, text } from '../../model/phrase.ts';
import { capital } from '../plural.ts';
import type { Story } from './story.ts';

/**
 * Everything that was left out, failed or was cut, and what the trigger does not say (I-27, I-28, X-10). What does not apply stands in the coverage
 * alone.
 */
export function tellLimitations(story: Story): readonly Claim[] {
  const { outcomes, left, origin } = story;
  const all = [...outcomes.map((outcome) => outcome.coverage), ...left];
  const coverage = all.filter(({ inapplicable }) => inapplicable !== true);
  const gaps = coverage.filter((one) => one.status !== 'skipped').flatMap((one) => tellGap(one, origin));
  return [...gaps, ...tellSkipped(coverage, origin), ...missingFields(story)];
}

/** Directions that were skipped for one reason are one sentence: "Skipped: NVD and geolocation (not offered by this host)." */
function tellSkipped(coverage: readonly Coverage[], origin: Story['origin']): readonly Claim[] {
  const byReason = new Map<string, Coverage[]>();
  for (const one of coverage.filter(({ status }) => status === 'skipped')) {
    const reason = one.reason ?? 'no reason given';
    byReason.set(reason, [...(byReason.get(reason) ?? []), one]);
  }
  return [...byReason].map(([reason, alike]) => {
    const names = join(
      alike.map((one) => text(one.name)),
      ', ',
      ' and ',
    );
    return { phrase: phrase`Skipped: ${names} (${text(reason)}).`, cites: citing(...citedBy(alike, origin)) };
  });
}

function citedBy(alike: readonly Coverage[], origin: Story['origin']): [Pick<Evidence, 'id'>, ...Pick<Evidence, 'id'>[]] {
  const [first, ...rest] = alike.flatMap(({ cites = [] }) => cites).map((id) => ({ id }));
  return [first ?? origin, ...rest];
}

function tellGap({ name, asked, status, reason, truncated, cites }: Coverage, origin: Story['origin']): readonly Claim[] {
  const cited = cites ?? citing(origin);
  if (truncated !== undefined) {
    const total = truncated.total === undefined ? phrase`more` : phrase`${count(truncated.total)}`;
    const why = reason === undefined ? [] : phrase`: ${text(reason)}`;
    return [{ phrase: phrase`Of ${text(asked)}, ${count(truncated.shown)} of ${total} were read${why}.`, cites: cited }];
  }
  if (status === 'done') return reason === undefined ? [] : [{ phrase: phrase`About ${text(asked)}: ${text(reason)}.`, cites: cited }];
  const what = phrase`${text(capital(name))} ${text(words[status])}`;
  return [{ phrase: phrase`${what}${reason === undefined ? [] : phrase`: ${text(reason)}`}.`, cites: cited }];
}

const words = {
  skipped: 'was not looked at',
  failed: 'could not be read',
  pending: 'was not looked at',
  in_progress: 'was not finished',
} as const;

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
  return first === undefined ? [] : [claim(phrase`The trigger event gives no ${join([first, ...rest], ', no ', ' and no ')}.`, event)];
}
