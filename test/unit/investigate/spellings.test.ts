import { describe, expect, it } from 'vitest';
import { selfNamingOf } from '../../../src/extension/core/investigate/explain/selfNaming.ts';
import { marksOf } from '../../../src/extension/core/investigate/incident/marks.ts';
import { readEvent } from '../../../src/extension/core/investigate/tactic/classify.ts';
import { familyOf } from '../../../src/extension/core/investigate/watch/readHit.ts';
import type { SecurityEvent } from '../../../src/extension/core/model/threat.ts';

type Fields = Readonly<Record<string, string>>;

const event = (source: string, fields: Fields): SecurityEvent => ({
  id: source,
  at: 0,
  source,
  fields,
  labels: {},
  tags: [],
  scope: { awsAccount: '123456789012', region: 'eu-west-1' },
  raw: {},
});
const upper = (fields: Fields): Fields => Object.fromEntries(Object.entries(fields).map(([name, value]) => [name.toUpperCase(), value]));

// Plugins and their versions spell one field in several ways.
describe.each<[string, Fields]>([
  [
    'github',
    {
      'github.user': 'kim-lee',
      'github.repo': 'https://github.com/acme/shop',
      'github.type': 'push',
      'github.action': 'protected_branch.destroy',
    },
  ],
  ['github', { 'github.user': 'kim-lee', 'github.package': 'ghcr.io/acme/shop:1' }],
  ['okta', { 'okta.evt.type': 'user.mfa.factor.deactivate', 'okta.actor.alternateid': 'pen-test@acme.example' }],
  [
    'awscloudtrail',
    { 'ct.name': 'PutImage', 'ct.src': 'ecr.amazonaws.com', 'ct.request.repositoryname': 'shop', 'ct.useragent': 'trivy/0.5' },
  ],
])('an event of %s with fields %j', (source, fields) => {
  const [lower, spelled] = [event(source, fields), event(source, upper(fields))];

  it('[I-09] has the same marks in capitals', () => {
    expect(marksOf(lower)).not.toEqual([]);
    expect(marksOf(spelled)).toEqual(marksOf(lower));
  });

  it('[I-06] [I-21] has the same tactic and family of the watch-list in capitals', () => {
    expect(readEvent(spelled)).toEqual(readEvent(lower));
    expect(familyOf(spelled)).toBe(familyOf(lower));
  });

  it('[X-13] names itself alike in capitals', () => {
    expect(selfNamingOf(spelled)).toEqual(selfNamingOf(lower));
  });
});

it('[X-13] an account at the identity provider can be a test tool’s by its name', () => {
  expect(selfNamingOf(event('okta', { 'okta.evt.type': 'x', 'okta.actor.alternateid': 'pen-test@acme.example' }))?.tool).toBe('testTool');
});
