import { expect, it } from 'vitest';
import { labelSelector, matchesSelector, matchesService } from '../../../../src/extension/core/remediate/probe/labelMatch.ts';

it.each([
  [undefined, { app: 'a' }, false],
  [null, { app: 'a' }, false],
  [{}, {}, true],
  [{ matchLabels: { app: 'a' } }, { app: 'a', more: 'x' }, true],
  [{ matchLabels: { app: 'a' } }, { app: 'b' }, false],
  [{ matchLabels: { app: '' } }, {}, false],
  [{ matchLabels: { constructor: 'x' } }, {}, false],
  [{ matchExpressions: [{ key: 'app', operator: 'NotIn', values: ['a'] }] }, {}, true],
  [{ matchExpressions: [{ key: 'app', operator: 'In', values: ['a', 'b'] }] }, { app: 'b' }, true],
  [{ matchExpressions: [{ key: 'app', operator: 'In' }] }, { app: 'b' }, false],
  [{ matchExpressions: [{ key: 'toString', operator: 'Exists' }] }, {}, false],
  [{ matchLabels: { app: 'a' }, matchExpressions: [{ key: 'app', operator: 'DoesNotExist' }] }, { app: 'a' }, false],
])('[R-08] the selector %o on the labels %o: %s', (selector, labels, matches) => {
  expect(matchesSelector(labelSelector.nullish().parse(selector), labels)).toBe(matches);
});

it('[R-08] a Service without a selector selects nothing, and an operator that nobody knows is not read at all', () => {
  expect(matchesService({}, { app: 'a' })).toBe(false);
  expect(matchesService({ app: 'a' }, { app: 'a', b: 'c' })).toBe(true);
  expect(labelSelector.safeParse({ matchExpressions: [{ key: 'a', operator: 'Gt', values: ['1'] }] }).success).toBe(false);
});
