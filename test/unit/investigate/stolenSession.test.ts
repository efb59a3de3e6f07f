import { describe, expect, it } from 'vitest';
import { stolenSessions } from '../../../src/extension/core/investigate/tactic/stolenSession.ts';
import { call, event } from './scenario.ts';
import { seen } from './sightings.ts';

const called = (id: string, who: string, address: string) =>
  seen(
    event({
      id,
      ago: 10,
      rule: 'API call',
      source: 'awscloudtrail',
      scope: { awsAccount: '123456789012' },
      fields: call('GetCallerIdentity', 'sts', {
        'ct.srcip': address,
        'ct.user.arn': `arn:aws:${who}`,
        'ct.user.identitytype': 'AssumedRole',
      }),
    }),
  );
const instance = (id: string, name: string, address: string) => called(id, `sts::123456789012:assumed-role/web/${name}`, address);

describe('instance credentials outside their instance', () => {
  const first = instance('1', 'i-0a1b2c3d4e5f60718', '198.51.100.23');

  it('[I-06] show where the session calls from the address of somebody who is no instance', () => {
    const person = called('2', 'iam::123456789012:user/backup-admin', '198.51.100.23');
    expect(stolenSessions([first, person])(first)).toMatchObject({ tactic: 'credential_access', technique: 'T1552.005' });
    expect(stolenSessions([first, person])(person)).toBeUndefined();
  });

  it('[I-06] [I-27] are not told of two instances behind one gateway, nor of a session that is alone at its address', () => {
    const sibling = instance('2', 'i-0ffffffffffffffff', '198.51.100.23');
    const elsewhere = called('3', 'iam::123456789012:user/backup-admin', '203.0.113.9');
    expect(stolenSessions([first, sibling, elsewhere])(first)).toBeUndefined();
  });
});
