import * as z from 'zod';
import { Failure, type FailureReason } from '../model/failure.ts';
import { type Answered, exchange, type Silence } from './exchange.ts';
import { jsonOf } from './jsonText.ts';
import { type PageDraft, pageBody } from './page.ts';
import type { HandoffPorts } from './ports.ts';
import { quoted } from './quoted.ts';

/** `endpoint` for accounts in the EU: https://events.eu.pagerduty.com */
type Pager = HandoffPorts & { readonly routingKey: string; readonly endpoint?: string };

const defaultEndpoint = 'https://events.pagerduty.com';
/** Pauses before the second and the third try, where the answer asks for none. */
const pausesMs = [3_000, 10_000] as const;
const longestPauseMs = 30_000;

/** PagerDuty names no link, the dedup key alone. `unclear`: no try was confirmed, and one of them may have arrived all the same. */
export type Paged = { readonly status: 'sent'; readonly dedupKey: string } | { readonly status: 'unclear'; readonly failure: Failure };

/**
 * Sends a page (H-03). PagerDuty takes the same dedup key for the same alert, so what may have arrived is safe to send again: three tries at most.
 * What certainly did not arrive throws Failure, in which the routing key never is.
 */
export async function sendPage(draft: PageDraft, pager: Pager, signal: AbortSignal): Promise<Paged> {
  const { routingKey, endpoint = defaultEndpoint } = pager;
  if (!/^[A-Za-z0-9]{32}$/.test(routingKey)) throw badKey(draft);
  const request = {
    method: 'POST',
    url: `${endpoint}/v2/enqueue`,
    headers: { 'content-type': 'application/json' },
    body: pageBody(draft, routingKey),
  } as const;
  let answer = await exchange(request, pager, signal);
  let perhaps = mayHaveArrived(answer);
  for (const pause of pausesMs) {
    const wait = pauseAfter(answer, pause);
    if (wait === undefined || wait > longestPauseMs) break;
    await pager.clock.sleep(wait, signal);
    answer = await exchange(request, pager, signal);
    perhaps ||= mayHaveArrived(answer);
  }
  if (answer.kind === 'answer' && answer.status >= 200 && answer.status < 300) return { status: 'sent', dedupKey: draft.dedupKey };
  if (perhaps) return { status: 'unclear', failure: unclear(answer, draft) };
  throw pageFailure(answer, draft);
}

/** A server that failed may have done so after it took the event. */
function mayHaveArrived(answer: Answered | Silence): boolean {
  return answer.kind === 'silence' ? answer.delivered === 'maybe' : answer.status >= 500;
}

/** Milliseconds until another try is worth it; undefined where it is not. */
function pauseAfter(answer: Answered | Silence, usual: number): number | undefined {
  if (answer.kind === 'silence') return usual;
  return answer.status === 429 || answer.status >= 500 ? (answer.retryAfter ?? usual) : undefined;
}

function badKey({ keyEnd, kept }: PageDraft): Failure {
  return new Failure('invalid', {
    what: 'PagerDuty was not paged',
    why: `The routing key that ends in ${keyEnd} is not one: an integration key of Events API v2 has 32 letters and digits`,
    fix: `Enter the integration key of the service, or choose another destination; ${kept}`,
  });
}

function pageFailure(answer: Answered | Silence, draft: PageDraft): Failure {
  const [reason, why, fix] = verdictOf(answer, draft);
  return new Failure(reason, {
    what: 'PagerDuty was not paged',
    why: `PagerDuty: ${why}`,
    fix: `${fix}, or choose another destination; ${draft.kept}`,
    ...(answer.kind === 'answer' && { status: answer.status }),
  });
}

function unclear(answer: Answered | Silence, draft: PageDraft): Failure {
  const [reason, why] = verdictOf(answer, draft);
  return new Failure(reason, {
    what: 'PagerDuty did not confirm the page, which may have arrived',
    why: `PagerDuty: ${why}`,
    fix: `Retry is safe: dedup key ${draft.dedupKey} alerts once however often it is sent; ${draft.kept}`,
  });
}

function verdictOf(answer: Answered | Silence, draft: PageDraft): Verdict {
  return answer.kind === 'silence' ? [answer.reason, answer.why, 'Check the network and try again'] : refused(answer, draft);
}

type Verdict = readonly [FailureReason, string, string];

function refused({ status, text }: Answered, { keyEnd }: PageDraft): Verdict {
  if (status === 400) return ['invalid', `it answered 400: ${errorsOf(text)}`, 'Edit the fields, or check the routing key'];
  if (status === 429) return ['rateLimited', 'it answered 429, too many events', 'Try again in some minutes'];
  if (status >= 500) return ['server', `it answered ${status}`, 'Try again in some minutes'];
  if (status >= 300 && status < 400)
    return ['refused', `it answered ${status} and sends on to another address`, 'Check the address of its API'];
  return [
    'refused',
    `it answered ${status} for the routing key that ends in ${keyEnd}`,
    'Check the routing key and the address of its API',
  ];
}

const invalidEvent = z.object({ message: z.string().optional(), errors: z.array(z.string()).optional() });

/** The text is PagerDuty's: data. */
function errorsOf(text: string): string {
  const parsed = invalidEvent.safeParse(jsonOf(text));
  const { message, errors = [] } = parsed.success ? parsed.data : {};
  return quoted((errors.length > 0 ? errors.slice(0, 3).join('; ') : message) ?? 'the event is not valid');
}
