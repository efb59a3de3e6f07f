import { cloudCallOf } from '../../../facts/cloudCall.ts';
import { code, phrase } from '../../../model/phrase.ts';
import { shown } from '../../surfaces/shown.ts';
import { knownBreak, type Maker } from '../draft.ts';
import { exposedTargets } from '../targets/cloud.ts';
import { ticketDraft, wordOr } from './ticketAction.ts';

const bucketForm = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;
const everything = 'BlockPublicAcls=true,IgnorePublicAcls=true,BlockPublicPolicy=true,RestrictPublicBuckets=true';

/** Asks for the block of public access on a bucket. */
export const blockPublicAccess: Maker = (input, seen) =>
  exposedTargets(input, seen).flatMap(({ on, values, told }) => {
    const bucket = values['cloudResourceName'];
    const [first] = told;
    if (values['cloudResourceType'] !== 's3' || bucket === undefined || first === undefined) return [];
    const argv = ['s3api', 'put-public-access-block', '--bucket', wordOr('BUCKET', bucket, bucketForm)];
    return [
      ticketDraft({
        ...{ stage: 'containment', effect: 'close', name: 'aws s3api put-public-access-block', verb: 'Block public access' },
        on,
        line: shown({ program: 'aws', argv: [...argv, '--public-access-block-configuration', everything] }),
        does: phrase`Blocks every public access to bucket ${code(bucket)}, whatever its policy says`,
        expected: phrase`Whoever is not of the account is refused from then on`,
        breaks: [
          { kind: 'unknown', phrase: phrase`Who reads it from outside on purpose: unknown, look at its access log` },
          knownBreak(phrase`What ${code(cloudCallOf(first.value)?.api ?? '')} opened is closed again`, [first.id]),
        ],
        watch: phrase`What was copied meanwhile stays copied: look for ${code('GetObject')} in the log of the account`,
        reversibility: { kind: 'inverse', how: phrase`Put the block back that was there before` },
        told,
      }),
    ];
  });
