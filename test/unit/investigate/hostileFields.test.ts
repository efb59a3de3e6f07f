import { describe, expect, it } from 'vitest';
import { parameterOf } from '../../../src/extension/core/facts/parameters.ts';
import { actionOf } from '../../../src/extension/core/investigate/chain/action.ts';
import type { CausalLink } from '../../../src/extension/core/investigate/chain/causalLink.ts';
import { linkEvents } from '../../../src/extension/core/investigate/chain/linkEvents.ts';
import { causalLinks } from '../../../src/extension/core/investigate/chain/links/table.ts';
import { marksOf } from '../../../src/extension/core/investigate/incident/marks.ts';
import { readEvent } from '../../../src/extension/core/investigate/tactic/classify.ts';
import { readTags } from '../../../src/extension/core/investigate/tactic/tags.ts';
import { familyOf } from '../../../src/extension/core/investigate/watch/readHit.ts';
import type { SecurityEvent } from '../../../src/extension/core/model/threat.ts';
import { words } from './read.ts';
import { seen } from './sightings.ts';

type Fields = Readonly<Record<string, string>>;

function event(source: string, fields: Fields): SecurityEvent {
  const scope = { cluster: 'c', namespace: 'n', pod: 'p', container: 'c0ffee000001', host: 'h' };
  return { id: source, at: 0, source, fields, labels: {}, tags: [], scope, raw: {} };
}

/** Everything that reads an event before it stands in a case. */
function readWhole(one: SecurityEvent): void {
  for (const link of causalLinks) {
    link.causes(one);
    link.effects(one);
    link.habit?.(one);
    link.prefers?.(one, one);
    link.reason(one, one);
  }
  marksOf(one);
  familyOf(one);
  readEvent(one);
  actionOf(one);
}

/** A field of each source whose text somebody else writes, beside what makes the event one of that source. */
const written: readonly (readonly [source: string, field: string, own: Fields])[] = [
  ['syscall', 'proc.cmdline', { 'proc.name': 'nsenter', 'evt.type': 'setns' }],
  ['syscall', 'fd.name', { 'proc.name': 'curl', 'evt.type': 'connect' }],
  ['awscloudtrail', 'ct.user.arn', { 'ct.name': 'AssumeRole' }],
  ['awscloudtrail', 'ct.useragent', { 'ct.name': 'AssumeRole', 'ct.user': 'u' }],
  ['gcp_auditlog', 'gcp.resourcename', { 'gcp.methodname': 'PutManifest' }],
  ['gcp_auditlog', 'gcp.user', { 'gcp.methodname': 'PutManifest' }],
  ['okta', 'okta.actor.alternateid', { 'okta.evt.type': 'user.session.start' }],
  ['github', 'github.repo', { 'github.user': 'u' }],
  ['k8s_audit', 'ka.sourceips', { 'ka.verb': 'list', 'ka.user.name': 'u' }],
  ['k8s_audit', 'ka.uri', { 'ka.verb': 'get', 'ka.user.name': 'u' }],
];
const long = 60_000;
const texts = ['a', ' a', 'a:1->', ':user/', 'a@', '/namespaces/a/pods/', 'a.'].map((one) => one.repeat(long / one.length));

describe.each(written)('%s, %s', (source, field, own) => {
  // Reading that grows with the square of the length takes half a minute here, and the runner gives up after seconds.
  it('is read in a moment, however long it is', () => {
    for (const text of texts) expect(() => readWhole(event(source, { ...own, [field]: text }))).not.toThrow();
  });
});

it('a cause that is repeated thousands of times is not weighed each time', () => {
  let weighed = 0;
  const link: CausalLink = {
    name: 'any',
    inferred: true,
    within: 10_000,
    causes: () => ['key'],
    effects: () => ['key'],
    prefers: () => {
      weighed += 1;
      return false;
    },
    reason: () => [],
  };
  const events = Array.from({ length: 5_000 }, (_, nth) => seen({ ...event('syscall', {}), id: String(nth).padStart(32, '0'), at: nth }));
  expect(linkEvents(events, [link])).toHaveLength(events.length - 1);
  expect(weighed).toBeLessThan(events.length * 300);
});

describe('text that is not what it seems', () => {
  it('a name with a broken percent-encoding stays as it is', () => {
    const image = 'projects/p/locations/l/repositories/r/dockerImages/%E0%A4%A';
    const push = event('gcp_auditlog', { 'gcp.methodname': 'PutManifest', 'gcp.resourcename': image });
    expect(marksOf(push)).toContainEqual(expect.objectContaining({ shown: 'l-docker.pkg.dev/p/r/%e0%a4%a' }));
  });

  it('a request that is nested further than a stack holds has no parameter at its bottom', () => {
    const nested = (depth: number) => `${'{"x":'.repeat(depth)}{"roleName":"r"}${'}'.repeat(depth)}`;
    const call = (depth: number) => event('awscloudtrail', { 'ct.name': 'AttachRolePolicy', 'ct.request': nested(depth) });
    expect(parameterOf(call(3), 'request', 'rolename')).toBe('r');
    expect(parameterOf(call(100_000), 'request', 'rolename')).toBeUndefined();
  });

  it.each(['constructor', 'toString', '__proto__'])('the verb %s is told by the rule, as any unknown one', (verb) => {
    const request = event('k8s_audit', { 'ka.verb': verb, 'ka.target.resource': 'pods', 'ka.user.name': 'u' });
    expect(words(actionOf({ ...request, rule: 'A rule' }))).toBe('u raised A rule n/p');
  });

  it.each(['constructor', 'mitre_constructor', '__proto__'])('the tag %s is no tactic', (tag) => {
    expect(readTags([tag])).toBeUndefined();
  });
});
