import { writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Shown } from '../../src/extension/core/model/confirmation.ts';
import { shown } from '../../src/extension/core/remediate/surfaces/shown.ts';
import { denyAll } from '../unit/remediate/everyCommand.ts';
import { awsTool, hasAws } from './awsTool.ts';
import { sampleThreat, sessionOn } from './realSession.ts';

const rules = ['Create Access Key for User', 'CloudTrail Logging Disabled'] as const;
const role = 'ec2-role-storefront';
const backdoor = { user: 'backup-admin', key: 'AKIAEXAMPLEBACKUP001' };
const awsScope = { profile: 'prod', region: 'eu-west-1', connectSeconds: 5 };
const deleting = 'aws iam delete-access-key';

describe.skipIf(!hasAws)('a remediation with the real aws tool', () => {
  let tool: Awaited<ReturnType<typeof awsTool>>;
  let threat: Awaited<ReturnType<typeof sampleThreat>>;
  const begin = async (account?: string) => {
    tool = await awsTool(account);
    const { attached, keys } = tool.endpoint.account;
    attached.set(role, new Set());
    keys.set(backdoor.key, { user: backdoor.user, status: 'Active' });
    const at = sessionOn(threat, { machine: tool.commands, awsScope });
    await at.session.open();
    await at.session.grantRead('aws');
    return at;
  };
  beforeEach(async () => {
    threat = await sampleThreat(rules);
  });
  afterEach(async () => {
    await tool.close();
    await threat.close();
  });

  const attached = () => [...(tool.endpoint.account.attached.get(role) ?? [])];
  const status = () => tool.endpoint.account.keys.get(backdoor.key)?.status;
  const changes = () => tool.endpoint.calls.map(({ action }) => action).filter((action) => /^(?:Attach|Detach|Update|Delete)/.test(action));

  it('[R-13] [R-15] [R-16] [R-22] denies the role of the incident and turns its key off, and takes each back exactly', async () => {
    const at = await begin();
    expect(at.asked.reads).toMatchObject([{ surface: 'aws', place: expect.stringContaining('account 123456789012') }]);
    const steps = [
      ['aws iam attach-role-policy', () => attached(), [], [denyAll]],
      ['aws iam update-access-key', () => status(), 'Active', 'Inactive'],
    ] as const;
    for (const [name, state, before, after] of steps) {
      expect(state()).toEqual(before);
      const { id, availability } = at.action(name);
      expect(availability.state).toBe('unconfirmed');
      await at.session.run(id);
      expect(state()).toEqual(after);
      expect(at.asked.writes.at(-1)).toMatchObject({ surface: 'aws', action: name });
      expect(at.asked.shown.at(-1)?.lines).toContain(at.written().map(shown).at(-1));
      expect(at.runOf(name)).toMatchObject({ status: 'done', undo: { kind: 'command' } });
      // With the key off nothing asks for that any more: the step stays with its undo.
      await at.session.probeAgain();
      await at.session.undo(id);
      expect(at.runOf(name)?.undone).toMatchObject({ status: 'done' });
      expect(state()).toEqual(before);
    }
    expect(changes()).toEqual(['AttachRolePolicy', 'DetachRolePolicy', 'UpdateAccessKey', 'UpdateAccessKey']);
    expect(at.reported).toEqual([]);
  });

  it('[R-13] [R-22] a key is deleted only once its name was typed, and what recovery needs is said beforehand', async () => {
    const at = await begin();
    const { id } = at.action(deleting);
    const typing = (typed: string) => async (asked: Shown) => (asked.typed === typed ? 'run' : 'leave');
    at.person.confirm = typing('something else');
    await at.session.run(id);
    expect(at.asked.shown.at(-1)?.lines.at(-1)).toMatch(/^Can not be taken back\. Recovery: .*new access key for backup-admin/);
    expect([status(), changes()]).toEqual(['Active', []]);
    at.person.confirm = typing(backdoor.user);
    await at.session.run(id);
    expect(at.runOf(deleting)).toMatchObject({ status: 'done', undo: { kind: 'manual' } });
    expect(status()).toBeUndefined();
  });

  it('[R-04] [R-10] [X-04] credentials of a wrong account are said and never granted, and nothing runs with them', async () => {
    const at = await begin('999999999999');
    expect(at.session.state.aws).toMatchObject({ match: { kind: 'mismatch', why: expect.stringContaining('999999999999') } });
    expect(at.failure()).toMatchObject({ why: expect.stringContaining('999999999999'), fix: expect.stringContaining('profile') });
    expect(at.asked.reads).toEqual([]);
    for (const { id, availability } of at.on('aws')) {
      expect(availability).toMatchObject({ state: 'unavailable', reason: expect.stringMatching(/999999999999|cannot be parameterised/) });
      await at.session.run(id);
    }
    expect(at.on('aws').length).toBeGreaterThan(2);
    expect(new Set(tool.endpoint.calls.map(({ action }) => action))).toEqual(new Set(['GetCallerIdentity']));
  });

  it('[R-05] credentials that were changed for those of another account while the dialog was open run nothing', async () => {
    const at = await begin();
    at.person.confirm = async () => {
      tool.endpoint.account.id = '999999999999';
      return 'run';
    };
    await at.session.run(at.action('aws iam update-access-key').id);
    expect(at.failure()).toMatchObject({ why: 'where aws points has changed since the list was made' });
    expect([status(), changes()]).toEqual(['Active', []]);
  });
});
