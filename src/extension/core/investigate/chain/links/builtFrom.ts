import { codeEventOf, pipelineRepositoryOf } from '../../../facts/codeEvent.ts';
import { imagePushOf } from '../../../facts/imagePush.ts';
import { code, phrase } from '../../../model/phrase.ts';
import type { SecurityEvent } from '../../../model/threat.ts';
import { hour } from '../../hours.ts';
import type { CausalLink } from '../causalLink.ts';

/**
 * Code or a workflow of a repository was changed, and then an image of its name was pushed, or its pipeline began a session. Inferred: nothing
 * names the commit that the image was built of.
 */
export const builtFrom: CausalLink = {
  name: 'built from',
  inferred: true,
  within: 6 * hour,
  causes: (event) => {
    const { repository, changes } = codeEventOf(event) ?? {};
    return repository === undefined || changes !== true ? [] : [`repository ${repository.toLowerCase()}`, `name ${nameOf(repository)}`];
  },
  effects: (event) => [...ofImage(event), ...ofPipeline(event)],
  prefers: (cause, effect) => {
    const [ref, tag] = [codeEventOf(cause)?.ref, imagePushOf(effect)?.tag];
    return ref !== undefined && tag !== undefined && ref.split('/').at(-1) === tag;
  },
  reason: (cause) => phrase`${code(codeEventOf(cause)?.repository ?? '')}, which it is built from, had been changed`,
};

function ofImage(event: SecurityEvent): readonly string[] {
  const repository = imagePushOf(event)?.repository;
  return repository === undefined ? [] : [`name ${nameOf(repository)}`];
}

function ofPipeline(event: SecurityEvent): readonly string[] {
  const repository = pipelineRepositoryOf(event);
  return repository === undefined ? [] : [`repository ${repository}`];
}

function nameOf(repository: string): string {
  return repository.slice(repository.lastIndexOf('/') + 1).toLowerCase();
}
