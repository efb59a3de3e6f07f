import { type Claim, claim } from '../../model/evidence.ts';
import { code, type Datum, hash, join, type Phrase, phrase, text } from '../../model/phrase.ts';
import type { Scope } from '../../model/threat.ts';
import { accountName, placeName } from '../place.ts';
import type { Story } from './story.ts';

/** What the resource runs; where that is not known, where it is. Only what the trigger says, and no place that the trigger's own line tells. */
export function tellResource({ lead, origin }: Story): readonly Claim[] {
  const from = lead.trigger.event ?? origin;
  const scope = lead.trigger.event?.value.scope ?? lead.scope;
  const lone = loneContainer(scope);
  const place = lone === undefined ? placeName(scope) : undefined;
  const name: Phrase = lone === undefined ? [place === undefined ? 'The resource' : text(place)] : phrase`Container ${code(lone)}`;
  const image = imageOf(scope);
  if (image.length > 0) return [claim(phrase`${name} runs ${image}.`, from)];
  const where = whereOf(scope, place);
  if (where.length === 0) return [];
  const is = scope.container === undefined ? phrase`${name} is` : phrase`The container is`;
  return [claim(phrase`${is} ${join(where, ', ')}.`, from)];
}

/** Outside of Kubernetes it is a container that runs an image, not its host. */
function loneContainer({ workload, pod, container, containerName }: Scope): string | undefined {
  return workload === undefined && pod === undefined ? (containerName ?? container) : undefined;
}

function imageOf({ image }: Scope): Phrase {
  if (image?.repository === undefined) return [];
  const tag = image.tag === undefined ? [] : phrase`, tag ${code(image.tag)}`;
  const digest = image.digest === undefined ? [] : phrase`, digest ${hash(image.digest)}`;
  return phrase`the image ${code(image.repository)}${tag}${digest}`;
}

function whereOf(scope: Scope, place: string | undefined): readonly (Datum | Phrase)[] {
  const account = accountName(scope);
  return [
    ...(scope.container === undefined ? [] : [code(scope.container)]),
    ...(scope.host === undefined || scope.host === place ? [] : [phrase`on host ${text(scope.host)}`]),
    ...(scope.instance === undefined ? [] : [phrase`on EC2 instance ${code(scope.instance)}`]),
    ...(account === undefined || account === place ? [] : [phrase`in ${text(account)}`]),
  ];
}
