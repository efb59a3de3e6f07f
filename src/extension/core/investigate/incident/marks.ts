import { cloudCallOf } from '../../facts/cloudCall.ts';
import { codeEventOf, pipelineRepositoryOf } from '../../facts/codeEvent.ts';
import { identityEventOf } from '../../facts/identityEvent.ts';
import { imageNameOf, isPublicLibrary, organisationOf } from '../../facts/imageName.ts';
import { registryRepositoryOf } from '../../facts/imagePush.ts';
import { kubeRequestOf } from '../../facts/k8sRequest.ts';
import { personOf } from '../../facts/personName.ts';
import type { SecurityEvent } from '../../model/threat.ts';
import type { Mark } from './sharedMark.ts';

export function marksOf(event: SecurityEvent): readonly Mark[] {
  const all = [...images(event).flatMap(imageMarks), ...codeMarks(event), ...actors(event).flatMap((name) => actorMarks(name, event))];
  return all.filter((mark, index) => all.findIndex((one) => one.key === mark.key) === index);
}

/** Image references that an event names: what its container runs, what was published to a registry. */
function images(event: SecurityEvent): readonly string[] {
  return [event.scope.image?.repository, registryRepositoryOf(event)].filter((one) => one !== undefined);
}

function imageMarks(reference: string): readonly Mark[] {
  const name = imageNameOf(reference);
  if (name === undefined || isPublicLibrary(name)) return [];
  const organisation = organisationOf(name);
  const repository = [name.registry, ...name.path].join('/');
  return [
    { kind: 'repository', key: `image ${repository}`, shown: repository },
    ...(name.path.length < 2 ? [] : [code(name.path.slice(-2).join('/'))]),
    ...(organisation === undefined ? [] : [{ kind: 'organisation', key: `organisation ${organisation}`, shown: organisation } as const]),
  ];
}

/** Owner and name of a code repository, as a code host names it and as an image built of it is usually named. */
function codeMarks(event: SecurityEvent): readonly Mark[] {
  const owned = codeEventOf(event)?.repository ?? pipelineRepositoryOf(event);
  return owned === undefined ? [] : [code(owned)];
}

function code(owned: string): Mark {
  return { kind: 'repository', key: `code ${owned.toLowerCase()}`, shown: owned };
}

/** Who acted, as far as an event says: a cloud identity, a user of the cluster, a person at the identity provider or the code host. */
function actors(event: SecurityEvent): readonly string[] {
  const call = cloudCallOf(event);
  const named = [call?.arn ?? call?.user, kubeRequestOf(event)?.user, identityEventOf(event)?.actor, codeEventOf(event)?.user];
  return named.filter((name) => name !== undefined).filter((name) => !/:assumed-role\/awsservicerole/i.test(name));
}

function actorMarks(name: string, { scope }: SecurityEvent): readonly Mark[] {
  const person = personOf(name);
  const whole = name.toLowerCase();
  // A service account's name means something in its own cluster only; the cluster's other components act for everybody.
  if (whole.startsWith('system:') && !whole.startsWith('system:serviceaccount:')) return [];
  const key = whole.startsWith('system:') ? `actor ${scope.cluster ?? ''} ${whole}` : `actor ${whole}`;
  const exact = /^(arn:|system:)|@/.test(whole) ? [{ kind: 'actor', key, shown: name } as const] : [];
  return person === undefined ? exact : [...exact, { kind: 'actor', key: `person ${person}`, shown: name }];
}
