/** An image reference without tag and digest: its registry, spelled out for Docker's own, and the parts of its path. */
export type ImageName = { readonly registry: string; readonly path: readonly string[] };

const dockerHub = /^(index\.|registry-1\.|registry\.)?docker\.(io|com)$/;

export function imageNameOf(reference: string): ImageName | undefined {
  const [name = ''] = reference.trim().toLowerCase().split('@');
  const parts = name.replace(/:[^/:]+$/, '').split('/');
  const [first = '', ...rest] = parts;
  const named = rest.length > 0 && (/[.:]/.test(first) || first === 'localhost');
  const registry = !named || dockerHub.test(first) ? 'docker.io' : first;
  const path = named ? rest : parts;
  if (path.some((part) => part === '')) return undefined;
  return { registry, path: registry === 'docker.io' && path.length === 1 ? ['library', ...path] : path };
}

/** Docker's library and its mirror: images that everybody runs tie nobody to anybody. */
export function isPublicLibrary({ registry, path }: ImageName): boolean {
  if (registry === 'docker.io') return path[0] === 'library';
  return registry === 'public.ecr.aws' && path[0] === 'docker' && path[1] === 'library';
}

/** Registry and first part of the path: whose images these are. A path of one part names a repository and no organisation. */
export function organisationOf({ registry, path }: ImageName): string | undefined {
  return path.length < 2 ? undefined : `${registry}/${path[0]}`;
}
