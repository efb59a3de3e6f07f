import { type Claim, claim } from '../../model/evidence.ts';
import { code, hash, phrase, text } from '../../model/phrase.ts';
import { accountName, placeName } from '../place.ts';
import type { Story } from './story.ts';

/** Where it happened: the resource, its image, its node and account, as far as the trigger says. */
export function tellResource({ lead, origin }: Story): readonly Claim[] {
  const from = lead.trigger.event ?? origin;
  const scope = lead.trigger.event?.value.scope ?? lead.scope;
  const claims: Claim[] = [];
  const place = placeName(scope);
  if (place !== undefined) claims.push(claim(phrase`The resource is ${text(place)}.`, from));
  const { image } = scope;
  if (image?.repository !== undefined) {
    const tag = image.tag === undefined ? [] : phrase`, tag ${code(image.tag)}`;
    const digest = image.digest === undefined ? [] : phrase`, digest ${hash(image.digest)}`;
    claims.push(claim(phrase`Its image is ${code(image.repository)}${tag}${digest}.`, from));
  }
  if (scope.container !== undefined) claims.push(claim(phrase`The container is ${code(scope.container)}.`, from));
  if (scope.host !== undefined && scope.host !== place) claims.push(claim(phrase`It ran on ${text(scope.host)}.`, from));
  if (scope.instance !== undefined) claims.push(claim(phrase`The EC2 instance is ${code(scope.instance)}.`, from));
  const account = accountName(scope);
  if (account !== undefined && account !== place) claims.push(claim(phrase`It belongs to ${text(account)}.`, from));
  return claims;
}
