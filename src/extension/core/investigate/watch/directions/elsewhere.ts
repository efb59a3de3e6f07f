import { imageNameOf, isPublicLibrary } from '../../../facts/imageName.ts';
import { processOf } from '../../../facts/processOf.ts';
import type { SecurityEvent } from '../../../model/threat.ts';
import { all, equals, oneOf } from '../../../tools/filter.ts';
import type { Lead } from '../../pivot.ts';
import { sourcesOf } from '../../pivots/integrations.ts';
import { accountFilter } from '../../scopeFilter.ts';
import { sources } from '../../sources.ts';
import type { Span } from '../span.ts';
import { type Direction, watched } from './direction.ts';

/** The same image in other places, a week back; one that everybody runs says nothing. */
export const imageElsewhere: Direction = {
  kind: 'images elsewhere',
  looks: ({ value }, lead) => {
    const repository = repositoryOf(value);
    if (repository === undefined) return [];
    const filter = equals('container.image.repo', repository);
    return [watched('events of', { key: `watch image ${repository}`, place: `image ${repository}`, filter, span: weekOf(lead) })];
  },
};

/**
 * Where the image comes from: the account of its registry, or the code host that publishes it, a week back. An image of ECR names its account, and
 * GitHub's registry is its code host's.
 */
export const imageOrigin: Direction = {
  kind: 'origins of images',
  looks: ({ value }, lead) => {
    const registry = imageNameOf(value.scope.image?.repository ?? '')?.registry ?? '';
    const account = /^(\d{12})\.dkr\.ecr\./.exec(registry)?.[1];
    const span = weekOf(lead);
    if (account !== undefined) {
      const filter = all(accountFilter({ cloud: 'aws', id: account }), oneOf('source', sourcesOf.aws));
      return [watched('activity in', { key: `watch registry ${account}`, place: `registry account ${account}`, filter, span })];
    }
    if (registry !== 'ghcr.io') return [];
    return [watched('events of', { key: 'watch registry github', place: 'the code host', filter: oneOf('source', sources.github), span })];
  },
};

/** The same file in other places, where the tenant filters by its hash. */
export const hashElsewhere: Direction = {
  kind: 'files elsewhere',
  looks: ({ value }, lead) => {
    const hash = processOf(value)?.sha256;
    if (hash === undefined) return [];
    const filter = equals('proc.hash.sha256', hash);
    return [watched('events of', { key: `watch file ${hash}`, place: `file ${hash}`, filter, span: weekOf(lead), unusual: 'file hash' })];
  },
};

function repositoryOf({ scope }: SecurityEvent): string | undefined {
  const repository = scope.image?.repository;
  const name = repository === undefined ? undefined : imageNameOf(repository);
  return name === undefined || isPublicLibrary(name) ? undefined : repository;
}

function weekOf({ at, now, reach }: Lead): Span {
  const middle = at ?? now;
  return { name: 'week', from: middle - reach.before, to: Math.min(middle + reach.around, now) };
}
