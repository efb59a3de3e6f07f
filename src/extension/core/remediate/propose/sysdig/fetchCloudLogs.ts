import { phrase, time } from '../../../model/phrase.ts';
import type { ResponseAction } from '../../../model/responseAction.ts';
import type { Seen } from '../draft.ts';
import type { ProposalInput } from '../proposalInput.ts';
import { accountTargets } from '../targets/cloud.ts';
import { sysdigMaker } from './sysdigAction.ts';

const hour = 3_600_000;

/** Keeps what the account's log says around the threat. */
export const fetchCloudLogs = sysdigMaker({
  ...{ type: 'FETCH_CLOUD_LOGS', verb: 'Fetch cloud logs', stage: 'evidence', effect: 'fetchCloudLogs' },
  targets: accountTargets,
  settings: (input, { told }, entry) => {
    const { from, to } = windowOf(input, told);
    return { ...instant('fromTimestamp', from, entry), ...instant('toTimestamp', to, entry) };
  },
  consequences: (input, { on, told }) => {
    const { from, to } = windowOf(input, told);
    return {
      does: phrase`Fetches the log of ${on} from ${time(from)} to ${time(to)}`,
      expected: phrase`Every call of that time, also those that no rule fired for`,
      breaks: [],
      watch: phrase`Providers deliver their logs late: what was called in the last minutes may not be in it yet`,
    };
  },
  otherwise: { kind: 'nothing', how: phrase`It only reads` },
});

/** An hour to both sides of the threat's events there, and nothing of the future. */
function windowOf({ now }: ProposalInput, told: readonly Seen[]): { readonly from: number; readonly to: number } {
  const times = told.map(({ value }) => value.at);
  return { from: Math.min(...times) - hour, to: Math.max(Math.min(Math.max(...times) + hour, now), ...times) };
}

/** As text it is an ISO instant. A number is in the unit that the catalogue names; without one it is not guessed. */
function instant(name: string, at: number, { parameters }: ResponseAction): Readonly<Record<string, string>> {
  const parameter = parameters.find((one) => one.name === name);
  if (parameter === undefined) return {};
  if (parameter.type.toLowerCase() !== 'integer') return { [name]: new Date(at).toISOString() };
  const unit = units.find(({ says }) => says.test(parameter.description ?? ''));
  return unit === undefined ? {} : { [name]: unit.write(at) };
}

const units: readonly { readonly says: RegExp; readonly write: (ms: number) => string }[] = [
  { says: /\b(nanoseconds?|ns)\b/i, write: (ms) => `${ms}000000` },
  { says: /\b(microseconds?|[uµ]s)\b/i, write: (ms) => `${ms}000` },
  { says: /\b(milliseconds?|ms)\b/i, write: (ms) => `${ms}` },
  { says: /\b(seconds?|s)\b/i, write: (ms) => `${Math.floor(ms / 1000)}` },
];
