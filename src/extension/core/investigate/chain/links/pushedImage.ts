import { ancestorNames, logins } from '../../../facts/ancestors.ts';
import { cloudCallOf } from '../../../facts/cloudCall.ts';
import { codeEventOf } from '../../../facts/codeEvent.ts';
import { imagePushOf, imageRun, type RegistryImage } from '../../../facts/imagePush.ts';
import { processOf } from '../../../facts/processOf.ts';
import { answersNetwork } from '../../../facts/servers.ts';
import { code, type Phrase, phrase, text } from '../../../model/phrase.ts';
import type { SecurityEvent } from '../../../model/threat.ts';
import { hour } from '../../hours.ts';
import { causesAgreeing, effectsAgreeing } from '../agreeing.ts';
import type { CausalLink } from '../causalLink.ts';

/** Somebody pushed the image that a container runs, known by its digest. */
export const pushedDigest: CausalLink = {
  name: 'pushed image',
  inferred: false,
  within: 168 * hour,
  causes: (event) => digestOf(imagePushOf(event)),
  effects: (event) => (mayComeWithImage(event) ? digestOf(imageRun(event)) : []),
  reason: (cause, effect) => phrase`the container runs the image ${code(imageRun(effect)?.digest ?? '')}${by(cause)}`,
};

/** The same by repository and tag. Inferred, since a tag can move; digests that differ say that it did. */
export const pushedTag: CausalLink = {
  name: 'pushed tag',
  inferred: true,
  within: 168 * hour,
  causes: (event) => tagOf(imagePushOf(event), causesAgreeing),
  effects: (event) => (mayComeWithImage(event) ? tagOf(imageRun(event), effectsAgreeing) : []),
  reason: (cause, effect) => {
    const { repository = '', tag = '' } = imageRun(effect) ?? {};
    return phrase`the container runs ${code(`${repository}:${tag}`)}${by(cause)}`;
  },
};

/** Not what a server was made to start, nor what somebody did who had logged in: both are a way in of their own. */
function mayComeWithImage(event: SecurityEvent): boolean {
  const process = processOf(event);
  if (process === undefined || (process.parent !== undefined && answersNetwork(process.parent, undefined))) return false;
  return !ancestorNames(event).some((name) => logins.test(name));
}

function digestOf(image: RegistryImage | undefined): readonly string[] {
  return image?.digest === undefined ? [] : [image.digest];
}

function tagOf(image: RegistryImage | undefined, agreeing: typeof causesAgreeing): readonly string[] {
  const { repository, tag, digest } = image ?? {};
  return repository === undefined || tag === undefined ? [] : agreeing(`${repository}:${tag}`, digest);
}

function by(push: SecurityEvent): Phrase {
  const who = cloudCallOf(push)?.user ?? codeEventOf(push)?.user;
  return who === undefined ? phrase`, which was pushed there` : phrase`, which ${text(who)} pushed`;
}
