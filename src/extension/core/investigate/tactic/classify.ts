import { cloudCallOf } from '../../facts/cloudCall.ts';
import { fieldOf } from '../../facts/fields.ts';
import { identityEventOf } from '../../facts/identityEvent.ts';
import { kubeRequestOf } from '../../facts/k8sRequest.ts';
import { type Cites, citing, type Evidence } from '../../model/evidence.ts';
import type { TacticVerdict } from '../../model/tactic.ts';
import type { SecurityEvent } from '../../model/threat.ts';
import type { Sighting } from '../ledger.ts';
import type { Trigger } from '../trigger.ts';
import { meaningOfApi } from './cloudApis.ts';
import { readEngine, readMiner } from './detections.ts';
import { meaningOfK8s } from './k8sApis.ts';
import type { Reading } from './reading.ts';
import { readTags } from './tags.ts';
import { readWords } from './words.ts';

/** I-06 for one event: the rule's tags, then its technique ids, then the API called or what the detection is made for, then words. */
export function readEvent(event: SecurityEvent): Reading | undefined {
  return readTags(event.tags) ?? readApi(event) ?? readMiner(event) ?? readRule(event) ?? readEngine(event);
}

/** What the rule is called; only where that leaves it open its output, and last a description, which may be the whole policy's. */
function readRule({ rule, output, description }: SecurityEvent): Reading | undefined {
  const name = rule === undefined ? {} : { name: rule };
  const sentence = output?.split(valuesFrom)[0] ?? '';
  return readWords(name) ?? readWords({ ...name, prose: [sentence] }) ?? readWords({ ...name, prose: [sentence, description ?? ''] });
}

/** Where an output's own sentence ends and values begin: those are the attacker's wording, not the rule's. */
const valuesFrom = /[(|:]|\s\S+=/;

function readApi(event: SecurityEvent): Reading | undefined {
  const call = callOf(event);
  const request = kubeRequestOf(event);
  const meaning = call === undefined ? request && meaningOfK8s(request) : meaningOfApi(call.api, call.service);
  const said = call === undefined ? [request?.verb, request?.subresource ?? request?.resource] : [call.api];
  const [first = event.rule, ...rest] = said.filter((one) => one !== undefined);
  if (meaning === undefined || first === undefined) return undefined;
  return { ...meaning, origin: 'api', confidence: 4, because: [first, ...rest] };
}

/** A call to a cloud, or what an identity or code provider's own log calls an event. */
function callOf(event: SecurityEvent): { readonly api: string; readonly service?: string } | undefined {
  const okta = identityEventOf(event)?.type;
  if (okta !== undefined) return { api: okta, service: 'okta' };
  const action = fieldOf(event, 'github.action');
  const type = fieldOf(event, 'github.type');
  if (action !== undefined || type !== undefined) {
    const api = action === undefined || type === undefined || action.includes('.') ? (action ?? type) : `${type}.${action}`;
    return api === undefined ? undefined : { api, service: 'github' };
  }
  return cloudCallOf(event);
}

export type Classified = { readonly verdict: TacticVerdict; readonly reading?: Reading; readonly from?: Evidence };

/** The trigger's tactic: its event's, else what its threat or group is called, else what the description says (I-06, X-11). */
export function classifyTrigger(trigger: Trigger, special: (event: Sighting) => Reading | undefined, origin: Evidence): Classified {
  const { event, threat, group } = trigger;
  const candidates: readonly { from: Evidence; read: () => Reading | undefined }[] = [
    ...(event ? [{ from: event, read: () => special(event) ?? readEvent(event.value) }] : []),
    ...[threat, group].flatMap((one) =>
      one ? [{ from: one, read: () => readWords({ name: `${one.value.name ?? ''}. ${one.value.title ?? ''}` }) }] : [],
    ),
    ...[threat, group].flatMap((one) =>
      one?.value.description === undefined ? [] : [{ from: one, read: () => readWords({ prose: [one.value.description ?? ''] }) }],
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
