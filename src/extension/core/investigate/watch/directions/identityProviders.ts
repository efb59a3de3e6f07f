import { oneOf } from '../../../tools/filter.ts';
import { hour } from '../../hours.ts';
import { sources } from '../../sources.ts';
import { spanFrom } from '../span.ts';
import { type Direction, watched } from './direction.ts';

/** Who signed in and what was pushed, of any severity: these name no place of ours, so the whole tenant is read, from a day before. */
export const identityProviders: Direction = {
  kind: 'identity providers and code hosts',
  looks: ({ value }, lead) => {
    const span = spanFrom(value.at, lead);
    const earlier = { ...span, from: span.from - 24 * hour };
    const filter = oneOf('source', [...sources.okta, ...sources.github]);
    return [watched('events of', { key: 'watch identity', place: 'identity providers and code hosts', filter, span: earlier })];
  },
};
