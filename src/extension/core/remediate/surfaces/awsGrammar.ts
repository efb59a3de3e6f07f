import type { Verb } from './grammar.ts';

const iamName = /^[\w+=,.@][\w+=,.@-]{0,127}$/;
const seconds = /^\d{1,3}$/;
const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

const scope = {
  ...{ '--profile': /^[^-].{0,127}$/u, '--region': /^[a-z]{2}(?:-[a-z]+){1,3}-\d{1,2}$/, '--output': /^json$/ },
  ...{ '--cli-connect-timeout': seconds, '--cli-read-timeout': seconds },
};
const always = ['--region', '--output', '--cli-connect-timeout', '--cli-read-timeout'];

const role = { '--role-name': iamName };
const user = { '--user-name': iamName };
const policy = { '--policy-arn': /^arn:aws[a-z-]*:iam::(?:aws|\d{12}):policy\/[\w+=,.@/-]+$/ };
const key = { '--access-key-id': /^AKIA[A-Z0-9]{12,124}$/ };
const lookup = /^\[\{"AttributeKey":"(?:Username|AccessKeyId|EventName|ResourceName)","AttributeValue":"[\w+=,.@:/-]{1,512}"\}\]$/;

/** A verb that needs all of its flags. */
function verb(access: Verb['access'], words: readonly string[], flags: Readonly<Record<string, RegExp>> = {}): Verb {
  return { words, access, flags: { ...scope, ...flags }, required: [...always, ...Object.keys(flags)] };
}

export const awsVerbs: readonly Verb[] = [
  verb('read', ['sts', 'get-caller-identity']),
  verb('read', ['iam', 'get-role'], role),
  verb('read', ['iam', 'get-role-policy'], { ...role, '--policy-name': iamName }),
  verb('read', ['iam', 'get-access-key-last-used'], key),
  ...['list-attached-role-policies', 'list-role-policies', 'list-role-tags', 'list-instance-profiles-for-role'].map((list) =>
    verb('read', ['iam', list], role),
  ),
  ...['list-access-keys', 'list-attached-user-policies', 'list-user-policies', 'list-groups-for-user', 'list-mfa-devices'].map((list) =>
    verb('read', ['iam', list], user),
  ),
  verb('read', ['iam', 'list-entities-for-policy'], policy),
  verb('read', ['iam', 'list-account-aliases']),
  verb('read', ['cloudtrail', 'lookup-events'], {
    ...{ '--lookup-attributes': lookup, '--start-time': instant, '--end-time': instant, '--max-items': /^\d{1,4}$/ },
  }),
  verb('write', ['iam', 'attach-role-policy'], { ...role, ...policy }),
  verb('write', ['iam', 'detach-role-policy'], { ...role, ...policy }),
  verb('write', ['iam', 'update-access-key'], { ...user, ...key, '--status': /^(?:Active|Inactive)$/ }),
  verb('write', ['iam', 'delete-access-key'], { ...user, ...key }),
];
