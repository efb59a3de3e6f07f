import type { SecurityEvent } from '../model/threat.ts';
import { type CloudCall, cloudCallOf } from './cloudCall.ts';
import { codeEventOf } from './codeEvent.ts';
import { fieldOf } from './fields.ts';
import { given } from './given.ts';
import { imageNameOf } from './imageName.ts';
import { parameterOf } from './parameters.ts';

/** An image in a registry. */
export type RegistryImage = {
  /** registry and path, as `imageNameOf` spells them */
  readonly repository?: string;
  readonly tag?: string;
  readonly digest?: string;
};

const digestPattern = /sha256:[0-9a-f]{64}/;

/** The image that the event put into a registry; undefined where it put none, or was refused. */
export function imagePushOf(event: SecurityEvent): RegistryImage | undefined {
  const call = cloudCallOf(event);
  if (call === undefined) return referenced(codeEventOf(event)?.published ?? pushedBy(event));
  if (call.error !== undefined) return undefined;
  if (/^PutImage$/.test(call.api)) return inEcr(event, call);
  return /PutManifest$|^Push$|UploadImage|dockerImages?\.(create|upload)/i.test(call.api) ? inArtifactRegistry(event) : undefined;
}

/** What a command line asks to be pushed: `docker push repo:tag`, `crane push image.tar repo:tag`. That it succeeded is not told. */
function pushedBy({ fields }: SecurityEvent): string | undefined {
  const [, words = ''] =
    /(?:^|\/)(?:docker|podman|nerdctl|buildah|crane|img) push(?: -\S+)*((?: [^-\s]\S*)+)/.exec(fields['proc.cmdline'] ?? '') ?? [];
  return (
    words
      .trim()
      .split(' ')
      .at(-1)
      ?.replace(/^docker:\/\//, '') || undefined
  );
}

/** The repository that an event pushed to, or that a call to ECR is about, whatever it asked. */
export function registryRepositoryOf(event: SecurityEvent): string | undefined {
  const call = cloudCallOf(event);
  if (call !== undefined && /^ecr\b/.test(call.service ?? '')) return inEcr(event, call).repository;
  return imagePushOf(event)?.repository;
}

/** Account, region and repository are the image's name in ECR. */
function inEcr(event: SecurityEvent, { account }: CloudCall): RegistryImage {
  const name = parameterOf(event, 'request', 'repositoryname') ?? parameterOf(event, 'response', 'repositoryname');
  const owner = parameterOf(event, 'request', 'registryid') ?? event.scope.awsAccount ?? account;
  const region = fieldOf(event, 'ct.region') ?? event.scope.region;
  const digests = [parameterOf(event, 'response', 'imagedigest'), parameterOf(event, 'request', 'imagedigest')];
  return {
    ...(name !== undefined &&
      owner !== undefined &&
      region !== undefined && { repository: `${owner}.dkr.ecr.${region}.amazonaws.com/${name}` }),
    ...given('tag', parameterOf(event, 'request', 'imagetag') ?? parameterOf(event, 'response', 'imagetag')),
    ...given(
      'digest',
      digests.find((one) => one !== undefined && digestPattern.test(one)),
    ),
  };
}

/** `projects/p/locations/l/repositories/r/dockerImages/name@sha256:…` is `l-docker.pkg.dev/p/r/name`. */
function inArtifactRegistry(event: SecurityEvent): RegistryImage | undefined {
  const resource = fieldOf(event, 'gcp.resourcename', 'gcp.resource', 'azure.image', 'azure.resourceid') ?? '';
  const parts = /projects\/([^/]+)\/locations\/([^/]+)\/repositories\/([^/]+)\/(?:dockerImages|packages)\/([^@]+)(.*)$/.exec(resource);
  if (parts === null) return referenced(/^[\w.-]+\.\w+\/\S+$/.test(resource) ? resource : undefined);
  const [, project, location, repository, name, rest] = parts;
  return referenced(`${location}-docker.pkg.dev/${project}/${repository}/${decoded(name ?? '')}${rest ?? ''}`);
}

/** As it stands where it is no percent-encoding. */
function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch (error) {
    if (error instanceof URIError) return name;
    throw error;
  }
}

function referenced(reference: string | undefined): RegistryImage | undefined {
  if (reference === undefined) return undefined;
  const [named = ''] = reference.split('@');
  const name = imageNameOf(reference);
  return {
    ...(name !== undefined && { repository: [name.registry, ...name.path].join('/') }),
    ...given('tag', /:([^/:]+)$/.exec(named)?.[1]),
    ...given('digest', digestPattern.exec(reference)?.[0]),
  };
}

/** The image that an event's container runs. */
export function imageRun({ scope: { image } }: SecurityEvent): RegistryImage | undefined {
  if (image === undefined) return undefined;
  const name = image.repository === undefined ? undefined : imageNameOf(image.repository);
  return {
    ...(name !== undefined && { repository: [name.registry, ...name.path].join('/') }),
    ...given('tag', image.tag),
    ...given('digest', image.digest),
  };
}
