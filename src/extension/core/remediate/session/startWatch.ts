import type { Watch } from '../../model/remediation.ts';
import type { ReadTools } from '../../tools/readTools.ts';
import { tellingWatch } from '../watch/honestSentence.ts';
import { type PastRate, pastRate } from '../watch/pastRate.ts';
import { watch } from '../watch/watch.ts';
import { type Ran, watchTarget } from '../watch/watchTarget.ts';
import { goneProof } from './goneProof.ts';
import type { Road } from './road.ts';
import type { RemediationState } from './state.ts';

export type WatchSetting = {
  readonly road: Road;
  readonly tools: ReadTools;
  readonly signal: AbortSignal;
  readonly onWatch: (watch: Watch) => void;
};

/** Watches whether the rule fires again, from the end of the last action on. Nothing ran: nothing is watched. @param longer goes on with this one */
export async function startWatch(state: RemediationState, setting: WatchSetting, longer?: Watch): Promise<void> {
  const { threat } = state;
  const ran = ranIn(state);
  if (threat === undefined || ran.length === 0) return;
  const { road, tools, signal, onWatch } = setting;
  const target = watchTarget(threat, ran);
  const starts = ran.map(({ run }) => run.startedAt);
  const since = longer?.since ?? Math.max(...ran.map(({ run }) => run.endedAt ?? run.startedAt));
  const past = await pastRate(target, Math.min(...starts), { tools, clock: road.clock, signal });
  const given = { target, since, past, goneProof: (at: AbortSignal) => goneProof(state, target, since, setting, at) };
  const earlier = longer ?? state.watch;
  const ports = { tools, clock: road.clock, narrator: road.narrator, signal, onChange: onWatch };
  const length = longer && lengthOf(longer, past, road.clock.now() - since);
  const end = await watch({ ...given, ...(earlier !== undefined && { earlier }), ...length }, ports);
  road.note(`watch: ${end.state} after ${end.polls} of ${end.of} looks`);
}

const usualMs = 30_000;
const longMs = 5 * 60_000;

/** Long enough that silence means something, where the past rate tells what that is; else as long again. Long watches look less often. */
function lengthOf(longer: Watch, past: PastRate, quietMs: number): { readonly polls: number; readonly everyMs: number } {
  const telling = past.kind === 'known' ? tellingWatch(past, quietMs) : undefined;
  if (telling === undefined || telling <= quietMs) return { polls: longer.of, everyMs: usualMs };
  const everyMs = telling - quietMs > 60 * usualMs ? longMs : usualMs;
  return { polls: Math.ceil((telling - quietMs) / everyMs), everyMs };
}

/** What had an effect that may show: it was done, or may have been. */
function ranIn({ proposals, runs }: RemediationState): readonly Ran[] {
  return [...runs.values()].flatMap((run) => {
    const action = proposals.actions.find(({ id }) => id === run.actionId);
    const counts = run.status === 'done' || run.unclear === true;
    return action === undefined || !counts || run.undone?.status === 'done' || action.stage === 'evidence' ? [] : [{ action, run }];
  });
}
