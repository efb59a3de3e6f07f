import type { Command } from '../../model/command.ts';
import { accessKeyId, policyArn, policyName, profileName, regionName, roleName, userName } from './awsNames.ts';
import { wholeNumber } from './kubernetesNames.ts';
import { checked } from './word.ts';

/**
 * Whose credentials, and where. Without a profile the tool takes those of the environment, which a profile would override. Version 1 of the tool
 * does not know `--no-cli-pager`, so the process port turns the pager off by AWS_PAGER for both.
 */
export type AwsScope = { readonly profile?: string; readonly region: string; readonly connectSeconds?: number };

function aws(scope: AwsScope, access: Command['access'], words: readonly string[]): Command {
  const { profile, region, connectSeconds = 10 } = scope;
  const seconds = wholeNumber('a time-out', connectSeconds, 600);
  const named = profile === undefined ? [] : ['--profile', profileName(profile)];
  const bounds = ['--cli-connect-timeout', seconds, '--cli-read-timeout', seconds];
  return { program: 'aws', argv: [...words, ...named, '--region', regionName(region), '--output', 'json', ...bounds], access };
}

/** Which account and principal the credentials are. */
export function callerIdentity(scope: AwsScope): Command {
  return aws(scope, 'read', ['sts', 'get-caller-identity']);
}

export function getRole(scope: AwsScope, role: string): Command {
  return aws(scope, 'read', ['iam', 'get-role', '--role-name', roleName(role)]);
}

/** An inline policy of a role, its document included. */
export function getRolePolicy(scope: AwsScope, role: string, policy: string): Command {
  return aws(scope, 'read', ['iam', 'get-role-policy', '--role-name', roleName(role), '--policy-name', policyName(policy)]);
}

/** When and for what a key was used last, and whose it is. */
export function accessKeyLastUsed(scope: AwsScope, key: string): Command {
  return aws(scope, 'read', ['iam', 'get-access-key-last-used', '--access-key-id', accessKeyId(key)]);
}

type OfRole = 'list-attached-role-policies' | 'list-role-policies' | 'list-role-tags' | 'list-instance-profiles-for-role';
type OfUser = 'list-access-keys' | 'list-attached-user-policies' | 'list-user-policies' | 'list-groups-for-user' | 'list-mfa-devices';

export function listOfRole(scope: AwsScope, list: OfRole, role: string): Command {
  return aws(scope, 'read', ['iam', list, '--role-name', roleName(role)]);
}

/** The user is always named: without a name IAM takes the caller's own. */
export function listOfUser(scope: AwsScope, list: OfUser, user: string): Command {
  return aws(scope, 'read', ['iam', list, '--user-name', userName(user)]);
}

/** Who else has a managed policy. */
export function listPolicyHolders(scope: AwsScope, arn: string): Command {
  return aws(scope, 'read', ['iam', 'list-entities-for-policy', '--policy-arn', policyArn(arn)]);
}

export function listAccountAliases(scope: AwsScope): Command {
  return aws(scope, 'read', ['iam', 'list-account-aliases']);
}

/** Events of CloudTrail's last 90 days by one attribute, between two instants, newest first. */
export type TrailQuery = {
  readonly attribute: 'Username' | 'AccessKeyId' | 'EventName' | 'ResourceName';
  readonly value: string;
  readonly from: Date;
  readonly to: Date;
  readonly most: number;
};

const trailValue = { pattern: /^[\w+=,.@:/-]{1,512}$/, form: 'letters, digits and + = , . @ _ : / -' };

export function lookupEvents(scope: AwsScope, { attribute, value, from, to, most }: TrailQuery): Command {
  // A comma would begin another pair of the tool's short notation, so this is its long one.
  const lookup = JSON.stringify([{ AttributeKey: attribute, AttributeValue: checked('a value to look up', value, trailValue) }]);
  const window = ['--start-time', from.toISOString(), '--end-time', to.toISOString()];
  const bound = ['--max-items', wholeNumber('a number of events', most, 1_000)];
  return aws(scope, 'read', ['cloudtrail', 'lookup-events', '--lookup-attributes', lookup, ...window, ...bound]);
}

export function attachRolePolicy(scope: AwsScope, role: string, arn: string): Command {
  return aws(scope, 'write', ['iam', 'attach-role-policy', '--role-name', roleName(role), '--policy-arn', policyArn(arn)]);
}

export function detachRolePolicy(scope: AwsScope, role: string, arn: string): Command {
  return aws(scope, 'write', ['iam', 'detach-role-policy', '--role-name', roleName(role), '--policy-arn', policyArn(arn)]);
}

export type UserKey = { readonly user: string; readonly key: string };

export function updateAccessKey(scope: AwsScope, { user, key }: UserKey, status: 'Active' | 'Inactive'): Command {
  return aws(scope, 'write', ['iam', 'update-access-key', ...keyWords({ user, key }), '--status', status]);
}

/** Can not be taken back: the key's secret is gone with it. */
export function deleteAccessKey(scope: AwsScope, owned: UserKey): Command {
  return aws(scope, 'write', ['iam', 'delete-access-key', ...keyWords(owned)]);
}

function keyWords({ user, key }: UserKey): readonly string[] {
  return ['--user-name', userName(user), '--access-key-id', accessKeyId(key)];
}
