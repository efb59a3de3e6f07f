import { cloudCallOf } from '../../../facts/cloudCall.ts';
import { parameterOf } from '../../../facts/parameters.ts';
import { code, phrase } from '../../../model/phrase.ts';
import { shown } from '../../surfaces/shown.ts';
import { type Draft, knownBreak, type Maker, type Seen } from '../draft.ts';
import { accountOf } from '../targets/cloud.ts';
import { regionForm, ticketDraft, wordOr } from './ticketAction.ts';

const trailForm = /^(?:[A-Za-z0-9][\w.-]{1,127}|arn:aws[a-z-]*:cloudtrail:[a-z0-9-]+:\d{12}:trail\/[\w.-]{1,128})$/;

/** Asks for the audit trail to be put back: until then nobody sees what else is called. */
export const restartTrail: Maker = (_input, seen) => seen.flatMap((one) => trailDraft(one));

function trailDraft(one: Seen): readonly Draft[] {
  const call = cloudCallOf(one.value);
  if (call === undefined || !/^(StopLogging|DeleteTrail|UpdateTrail|PutEventSelectors)$/.test(call.api)) return [];
  const trail = parameterOf(one.value, 'request', 'name') ?? parameterOf(one.value, 'request', 'trailname') ?? call.target;
  const name = wordOr('TRAIL', trail, trailForm);
  const region = wordOr('REGION', accountOf(one.value)?.region, regionForm);
  const argv = [...wordsFor(call.api, name), '--region', region];
  return [
    ticketDraft({
      ...{ stage: 'evidence', effect: 'restoreTrail', name: `aws ${argv.slice(0, 2).join(' ')}`, verb: 'Put trail back' },
      on: phrase`trail ${code(trail ?? name)}`,
      line: shown({ program: 'aws', argv }),
      does: phrase`Takes back what ${code(call.api)} did to trail ${code(trail ?? name)}`,
      expected: phrase`The account's calls are logged again from then on`,
      breaks: [knownBreak(phrase`What was called since ${code(call.api)} stays unlogged`, [one.id])],
      watch: phrase`Another ${code(call.api)} of the same identity`,
      reversibility: { kind: 'nothing', how: phrase`It restores what was there` },
      told: [one],
    }),
  ];
}

/** A deleted or changed trail has to be looked at first: what it was is not in the event. */
function wordsFor(api: string, name: string): readonly string[] {
  switch (api) {
    case 'StopLogging':
      return ['cloudtrail', 'start-logging', '--name', name];
    case 'DeleteTrail':
      return ['cloudtrail', 'create-trail', '--name', name, '--s3-bucket-name', 'BUCKET', '--is-multi-region-trail'];
    case 'PutEventSelectors':
      return ['cloudtrail', 'get-event-selectors', '--trail-name', name];
    default:
      return ['cloudtrail', 'describe-trails', '--trail-name-list', name];
  }
}
