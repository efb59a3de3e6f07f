import { type Cites, citing, type Evidence } from '../../model/evidence.ts';
import type { TacticVerdict } from '../../model/tactic.ts';
import type { SecurityEvent } from '../../model/threat.ts';
import { cloudCallOf } from '../facts/cloudCall.ts';
import { kubeRequestOf } from '../facts/k8sRequest.ts';
import type { Sighting } from '../ledger.ts';
import type { Trigger } from '../trigger.ts';
import { meaningOfApi } from './cloudApis.ts';
import { meaningOfK8s } from './k8sApis.ts';
import type { Reading } from './reading.ts';
import { readTags } from './tags.ts';
import { readWords } from './words.ts';

/** I-06 for one event: the rule's tags, then its technique ids, then the API called, then words. Undefined where nothing speaks. */
export function readEvent(event: SecurityEvent): Reading | undefined {
  const output = event.output?.split(/[(|]/)[0] ?? '';
  return readTags(event.tags) ?? readApi(event) ?? readWords(event.rule ?? '', 2) ?? readWords(output, 1);
}

function readApi(event: SecurityEvent): Reading | undefined {
  const call = cloudCallOf(event);
  const request = kubeRequestOf(event);
  const meaning = call === undefined ? request && meaningOfK8s(request) : meaningOfApi(call.api, call.service);
  const because =
    call?.api ?? ([request?.verb, request?.subresource ?? request?.resource].filter((one) => one !== undefined).join(' ') || event.rule);
  if (meaning === undefined || because === undefined) return undefined;
  return { ...meaning, origin: 'api', confidence: 4, because };
}

export type Classified = { readonly verdict: TacticVerdict; readonly reading?: Reading; readonly from?: Evidence };

/** The trigger's tactic: its event's, else what its threat or group is called, else what the description says (I-06, X-11). */
export function classifyTrigger(trigger: Trigger, special: (event: Sighting) => Reading | undefined, origin: Evidence): Classified {
  const { event, threat, group } = trigger;
  const candidates: readonly { from: Evidence; read: () => Reading | undefined }[] = [
    ...(event ? [{ from: event, read: () => special(event) ?? readEvent(event.value) }] : []),
    ...[threat, group].flatMap((one) =>
      one ? [{ from: one, read: () => readWords(`${one.value.name ?? ''}. ${one.value.title ?? ''}`, 2) }] : [],
    ),
    ...[threat, group].flatMap((one) =>
      one?.value.description === undefined ? [] : [{ from: one, read: () => readWords(one.value.description ?? '', 1) }],
    ),
  ];
  for (const { from, read } of candidates) {
    const reading = read();
    if (reading !== undefined) return { verdict: toVerdict(reading, citing(from)), reading, from };
  }
  return { verdict: { confidence: 0, cites: citing(origin) } };
}

function toVerdict(reading: Reading, cites: Cites): TacticVerdict {
  const { because: _said, ...verdict } = reading;
  return { ...verdict, cites };
}
