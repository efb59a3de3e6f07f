import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Command } from '../../src/extension/core/model/command.ts';
import * as aws from '../../src/extension/core/remediate/surfaces/aws.ts';
import { matchesAccount, readIdentity } from '../../src/extension/core/remediate/surfaces/awsAccount.ts';
import { commandFailure } from '../../src/extension/core/remediate/surfaces/commandFailure.ts';
import { backup, denyAll, everyAws } from '../unit/remediate/everyCommand.ts';
import { awsTool, hasAws } from './awsTool.ts';
import { successOf } from './cluster.ts';

const scope = { profile: 'prod', region: 'eu-west-1', connectSeconds: 2 };
const role = 'storefront-irsa';

describe.skipIf(!hasAws)('the allowed calls of the real aws tool', () => {
  let tool: Awaited<ReturnType<typeof awsTool>>;
  beforeEach(async () => {
    tool = await awsTool();
  });
  afterEach(() => tool.close());

  const run = (command: Command, timeoutMs?: number) => tool.run(command, timeoutMs);
  const json = async (command: Command) => JSON.parse(successOf(await run(command)));
  const failureOf = async (command: Command) => commandFailure('x', command, await run(command));

  it.each(Object.entries(everyAws(scope)))('[R-06] %s reaches AWS as one call with these parameters', async (name, command) => {
    if (name === 'detachRolePolicy') tool.endpoint.account.attached.get(role)?.add(denyAll);
    const outcome = await run(command);
    expect(tool.endpoint.calls.map(({ action }) => action.toLowerCase())).toEqual([command.argv[1]?.replaceAll('-', '')]);
    const sent = Object.values(tool.endpoint.calls[0]?.parameters ?? {}).join(' ');
    const given = command.argv.filter((_word, at) =>
      /^--(?:role-name|user-name|policy-arn|access-key-id|status)$/.test(command.argv[at - 1] ?? ''),
    );
    expect(given.filter((word) => !sent.includes(word))).toEqual([]);
    if (name === 'mfaDevices') expect(commandFailure('x', command, outcome)).toMatchObject({ reason: 'forbidden' });
    else successOf(outcome);
  });

  it("[R-04] tells the account, and that it is another than the threat's", async () => {
    const identity = readIdentity(successOf(await run(aws.callerIdentity(scope))));
    expect(identity).toMatchObject({ account: '123456789012', principal: 'arn:aws:iam::123456789012:user/responder' });
    expect(matchesAccount('123456789012', identity).kind).toBe('match');
    expect(matchesAccount('210987654321', identity).kind).toBe('mismatch');
  });

  it('[R-17] expired, unknown and missing credentials say how to renew them', async () => {
    for (const profile of ['expired', 'wrong', 'gone']) {
      const failure = await failureOf(aws.callerIdentity({ ...scope, profile }));
      expect(failure, profile).toMatchObject({ reason: 'unauthenticated', fix: expect.stringContaining('aws sso login') });
    }
  });

  it('[R-22] attaches a policy and takes it off again, once', async () => {
    const before = await json(aws.listOfRole(scope, 'list-attached-role-policies', role));
    successOf(await run(aws.attachRolePolicy(scope, role, denyAll)));
    expect((await json(aws.listPolicyHolders(scope, denyAll))).PolicyRoles).toMatchObject([{ RoleName: role }]);
    successOf(await run(aws.detachRolePolicy(scope, role, denyAll)));
    expect(await json(aws.listOfRole(scope, 'list-attached-role-policies', role))).toEqual(before);
    expect(await failureOf(aws.detachRolePolicy(scope, role, denyAll))).toMatchObject({ reason: 'notFound' });
  });

  it('[R-22] turns a key off and on again, and deletes it', async () => {
    const status = async () => (await json(aws.listOfUser(scope, 'list-access-keys', backup.user))).AccessKeyMetadata[0]?.Status;
    successOf(await run(aws.updateAccessKey(scope, backup, 'Inactive')));
    expect(await status()).toBe('Inactive');
    successOf(await run(aws.updateAccessKey(scope, backup, 'Active')));
    expect(await status()).toBe('Active');
    expect((await json(aws.accessKeyLastUsed(scope, backup.key))).UserName).toBe(backup.user);
    successOf(await run(aws.deleteAccessKey(scope, backup)));
    expect(await status()).toBeUndefined();
  });

  it('[R-25] an AWS that does not answer, or that is not there, is given up', async () => {
    tool.endpoint.silent.on = true;
    expect(await failureOf(aws.callerIdentity(scope))).toMatchObject({ reason: 'timeout' });
    expect(await run(aws.callerIdentity({ ...scope, connectSeconds: 300 }), 3_000)).toMatchObject({ kind: 'timedOut' });
    await tool.endpoint.close();
    expect(await failureOf(aws.callerIdentity(scope))).toMatchObject({ reason: 'unreachable' });
  });
});
