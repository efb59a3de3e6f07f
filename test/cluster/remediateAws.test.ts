import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Command } from '../../src/extension/core/model/command.ts';
import { previewEffect } from '../../src/extension/core/remediate/preview/previewEffect.ts';
import { allow } from '../../src/extension/core/remediate/surfaces/allow.ts';
import * as aws from '../../src/extension/core/remediate/surfaces/aws.ts';
import { matchesAccount, readIdentity } from '../../src/extension/core/remediate/surfaces/awsAccount.ts';
import { commandFailure } from '../../src/extension/core/remediate/surfaces/commandFailure.ts';
import { captureBefore } from '../../src/extension/core/remediate/undo/capture.ts';
import { requireAsCaptured } from '../../src/extension/core/remediate/undo/stillAsCaptured.ts';
import { undoText } from '../../src/extension/core/remediate/undo/undoText.ts';
import { confirmed } from '../fakes/confirmed.ts';
import { backup, denyAll } from '../unit/remediate/everyCommand.ts';
import { awsTool, hasAws } from './awsTool.ts';
import { signal, successOf } from './cluster.ts';
import { steps } from './steps.ts';

const scope = { profile: 'prod', region: 'eu-west-1', connectSeconds: 2 };
const role = 'storefront-irsa';
const asRequest = (command: Command) => ({ surface: 'command', command }) as const;

describe.skipIf(!hasAws)('a step and its undo with the real aws tool', () => {
  let tool: Awaited<ReturnType<typeof awsTool>>;
  let step: ReturnType<typeof steps>;
  beforeEach(async () => {
    tool = await awsTool();
    step = steps(tool.commands);
  });
  afterEach(() => tool.close());

  const attached = () => [...(tool.endpoint.account.attached.get(role) ?? [])];
  const key = () => tool.endpoint.account.keys.get(backup.key)?.status;
  const changes = () => tool.endpoint.calls.filter(({ action }) => /^(?:Attach|Detach|Update|Delete)/.test(action));

  it('[R-13] [R-22] attaches a policy that denies everything, and its undo takes off exactly that', async () => {
    const before = attached();
    const taken = await step.take(aws.attachRolePolicy(scope, role, denyAll));
    successOf(taken.outcome);
    expect(attached()).toEqual([...before, denyAll]);
    successOf((await step.takeBack(taken)).outcome);
    expect(attached()).toEqual(before);
  });

  it('[R-22] does not plan to take off a policy that was attached before', async () => {
    tool.endpoint.account.attached.get(role)?.add(denyAll);
    const { undo, ran } = await step.take(aws.attachRolePolicy(scope, role, denyAll));
    expect(undo).toEqual({ kind: 'nothing' });
    expect(undoText(undo, asRequest(ran))).toContain('was attached before, so it stays');
    expect(attached()).toContain(denyAll);
  });

  it('[R-22] detaches a policy and attaches it again', async () => {
    const [before = ''] = attached();
    const taken = await step.take(aws.detachRolePolicy(scope, role, before));
    expect(attached()).toEqual([]);
    successOf((await step.takeBack(taken)).outcome);
    expect(attached()).toEqual([before]);
  });

  it('[R-13] [R-22] turns a key off, and its undo turns it on as it was', async () => {
    const taken = await step.take(aws.updateAccessKey(scope, backup, 'Inactive'));
    successOf(taken.outcome);
    expect(key()).toBe('Inactive');
    successOf((await step.takeBack(taken)).outcome);
    expect(key()).toBe('Active');
    tool.endpoint.account.keys.set(backup.key, { user: backup.user, status: 'Inactive' });
    expect((await step.take(aws.updateAccessKey(scope, backup, 'Inactive'))).undo).toEqual({ kind: 'nothing' });
  });

  it('[R-22] says beforehand that a deleted key is gone for good', async () => {
    const { undo, outcome, captured } = await step.take(aws.deleteAccessKey(scope, backup));
    successOf(outcome);
    expect(undo).toEqual({ kind: 'manual', recovery: expect.stringContaining(`make a new access key for ${backup.user}`) });
    expect(captured.value).toEqual({ about: 'key', status: 'Active' });
    expect(key()).toBeUndefined();
  });

  it('[R-22] finds that someone else changed it while the dialog was open', async () => {
    const request = asRequest(aws.attachRolePolicy(scope, role, denyAll));
    const captured = await captureBefore(request, step.asking);
    await requireAsCaptured(request, captured, step.asking);
    tool.endpoint.account.attached.get(role)?.add(denyAll);
    await expect(requireAsCaptured(request, captured, step.asking)).rejects.toMatchObject({ reason: 'conflict' });
    expect(changes()).toEqual([]);
  });

  it('[R-22] plans nothing on a role or a key that is not there, and changes nothing', async () => {
    const gone = captureBefore(asRequest(aws.attachRolePolicy(scope, 'gone', denyAll)), step.asking);
    await expect(gone).rejects.toMatchObject({ reason: 'notFound' });
    const foreign = { user: 'somebody-else', key: backup.key };
    await expect(captureBefore(asRequest(aws.updateAccessKey(scope, foreign, 'Inactive')), step.asking)).rejects.toMatchObject({
      reason: 'notFound',
    });
    expect(changes()).toEqual([]);
  });

  it('[R-04] credentials of a wrong account are told from those of the threat before anything is read or changed', async () => {
    const other = await awsTool('999999999999');
    try {
      const identity = readIdentity(successOf(await other.run(aws.callerIdentity(scope))));
      expect(matchesAccount('123456789012', identity)).toMatchObject({ kind: 'mismatch', why: expect.stringContaining('999999999999') });
      expect(other.endpoint.calls.map(({ action }) => action)).toEqual(['GetCallerIdentity']);
    } finally {
      await other.close();
    }
  });

  it.each(['expired', 'wrong'])('[R-17] %s credentials say how to renew them, before the dialog and after it', async (profile) => {
    const command = aws.attachRolePolicy({ ...scope, profile }, role, denyAll);
    const renew = { reason: 'unauthenticated', fix: expect.stringContaining('aws sso login') };
    await expect(captureBefore(asRequest(command), step.asking)).rejects.toMatchObject(renew);
    expect(commandFailure('It was not attached', command, await tool.run(command))).toMatchObject(renew);
    expect(attached()).not.toContain(denyAll);
  });

  it('[R-25] an AWS that stops answering in mid-run is given up, and asked once', async () => {
    const command = aws.updateAccessKey({ ...scope, connectSeconds: 300 }, backup, 'Inactive');
    const yes = await confirmed(asRequest(command));
    tool.endpoint.silent.on = true;
    const running = tool.commands.act(allow(command), yes, { timeoutMs: 10_000, signal });
    await vi.waitFor(() => expect(changes()).toHaveLength(1), { timeout: 9_000 });
    expect(await running).toMatchObject({ kind: 'timedOut', afterMs: 10_000 });
    await expect(tool.commands.act(allow(command), yes, { timeoutMs: 10_000, signal })).rejects.toMatchObject({ reason: 'refused' });
    expect(changes()).toHaveLength(1);
  });

  it('[X-03] says that IAM has no dry run, and asks it nothing', async () => {
    const request = asRequest(aws.attachRolePolicy(scope, role, denyAll));
    expect(await previewEffect(request, step.asking)).toEqual({ kind: 'none', why: 'IAM has no dry run for this call' });
    expect(tool.endpoint.calls).toEqual([]);
  });
});
