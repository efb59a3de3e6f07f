import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Shown } from '../../src/extension/core/model/confirmation.ts';
import { shown } from '../../src/extension/core/remediate/surfaces/shown.ts';
import { denyAll } from '../unit/remediate/everyCommand.ts';
import { awsTool, hasAws } from './awsTool.ts';
import { sampleThreat, sessionOn } from './realSession.ts';

const role = 'ec2-role-storefront';
const backdoor = { user: 'backup-admin', key: 'AKIAEXAMPLEBACKUP001' };
const awsScope = { profile: 'prod', region: 'eu-west-1', connectSeconds: 5 };
const [denying, turningOff, deleting] = ['aws iam attach-role-policy', 'aws iam update-access-key', 'aws iam delete-access-key'] as const;

describe.skipIf(!hasAws)('a remediation with the real aws tool', () => {
  let threat: Awaited<ReturnType<typeof sampleThreat>>;
  let tool: Awaited<ReturnType<typeof awsTool>>;
  let at: Awaited<ReturnType<typeof begin>>;
  const begin = async (by: typeof tool) => {
    by.endpoint.account.attached.set(role, new Set());
    by.endpoint.account.keys.set(backdoor.key, { user: backdoor.user, status: 'Active' });
    const session = sessionOn(threat, { machine: by.commands, awsScope });
    await session.session.open();
    await session.session.grantRead('aws');
    return session;
  };
  // The tool takes most of a second to start, so one window has all of it.
  beforeAll(async () => {
    threat = await sampleThreat(['Create Access Key for User', 'CloudTrail Logging Disabled']);
    tool = await awsTool();
    at = await begin(tool);
  });
  afterEach(() => {
    at.person.confirm = async () => 'run';
  });
  afterAll(async () => {
    await tool.close();
    await threat.close();
  });

  const attached = () => [...(tool.endpoint.account.attached.get(role) ?? [])];
  const status = () => tool.endpoint.account.keys.get(backdoor.key)?.status;
  const changes = () => tool.endpoint.calls.map(({ action }) => action).filter((action) => /^(?:Attach|Detach|Update|Delete)/.test(action));

  it.each([
    [denying, attached, [], [denyAll], ['AttachRolePolicy', 'DetachRolePolicy']],
    [turningOff, status, 'Active', 'Inactive', ['UpdateAccessKey', 'UpdateAccessKey']],
  ] as const)(
    '[R-13] [R-15] [R-16] [R-22] %s runs as it was shown, and its undo restores what was',
    async (name, state, before, after, calls) => {
      const made = changes().length;
      expect(at.asked.reads).toMatchObject([{ surface: 'aws', place: expect.stringContaining('account 123456789012') }]);
      expect(state()).toEqual(before);
      const { id } = at.action(name);
      await at.session.run(id);
      expect(state()).toEqual(after);
      expect(at.asked.writes.at(-1)).toMatchObject({ surface: 'aws', action: name });
      expect(at.asked.shown.at(-1)?.lines).toContain(at.written().map(shown).at(-1));
      expect(at.runOf(name)).toMatchObject({ status: 'done', undo: { kind: 'command' } });
      await at.session.undo(id);
      expect(at.runOf(name)?.undone).toMatchObject({ status: 'done' });
      expect(state()).toEqual(before);
      expect(changes().slice(made)).toEqual(calls);
      expect(at.reported).toEqual([]);
    },
  );

  it('[R-05] credentials that were changed for those of another account while the dialog was open run nothing', async () => {
    const made = changes().length;
    at.person.confirm = async () => {
      tool.endpoint.account.id = '999999999999';
      return 'run';
    };
    await at.session.run(at.action(denying).id);
    tool.endpoint.account.id = '123456789012';
    expect(at.failure()).toMatchObject({ why: 'where aws points has changed since the list was made' });
    expect([attached(), changes().length]).toEqual([[], made]);
  });

  it('[R-13] [R-22] a key is deleted only once its name was typed, and what recovery needs is said beforehand', async () => {
    const typing = (typed: string) => async (asked: Shown) => (asked.typed === typed ? 'run' : 'leave');
    at.person.confirm = typing('something else');
    await at.session.run(at.action(deleting).id);
    expect(at.asked.shown.at(-1)?.lines.at(-1)).toMatch(/^Can not be taken back\. Recovery: .*new access key for backup-admin/);
    expect(status()).toBe('Active');
    at.person.confirm = typing(backdoor.key);
    await at.session.run(at.action(deleting).id);
    expect(at.runOf(deleting)).toMatchObject({ status: 'done', undo: { kind: 'manual' } });
    expect(status()).toBeUndefined();
  });

  it('[R-04] [R-10] [X-04] credentials of a wrong account are said and never granted, and nothing runs with them', async () => {
    const other = await awsTool('999999999999');
    const wrong = await begin(other);
    expect(wrong.session.state.aws).toMatchObject({ match: { kind: 'mismatch', why: expect.stringContaining('999999999999') } });
    expect(wrong.failure()).toMatchObject({ why: expect.stringContaining('999999999999'), fix: expect.stringContaining('profile') });
    expect(wrong.asked.reads).toEqual([]);
    for (const { id, availability } of wrong.on('aws')) {
      expect(availability).toMatchObject({ state: 'unavailable' });
      await wrong.session.run(id);
    }
    expect(wrong.action(deleting).availability).toMatchObject({ reason: expect.stringContaining('999999999999') });
    expect(wrong.on('aws').length).toBeGreaterThan(2);
    expect(new Set(other.endpoint.calls.map(({ action }) => action))).toEqual(new Set(['GetCallerIdentity']));
    await other.close();
  });
});
