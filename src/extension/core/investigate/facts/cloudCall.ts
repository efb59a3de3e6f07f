import type { SecurityEvent } from '../../model/threat.ts';
import { remoteAddress } from './addresses.ts';
import { given } from './given.ts';

/** One call to a cloud provider's API, as far as the event tells. */
export type CloudCall = {
  readonly api: string;
  readonly service?: string;
  /** the caller's name as the tenant shows it */
  readonly user?: string;
  readonly arn?: string;
  /** the caller's own access key id */
  readonly keyId?: string;
  readonly account?: string;
  /** public source address; absent for a call by a provider's service */
  readonly address?: string;
  /** the user that the call is about, e.g. whom CreateAccessKey makes a key for */
  readonly targetUser?: string;
  /** the key that CreateAccessKey made */
  readonly createdKey?: string;
  /** what the call is about, the first that is named */
  readonly target?: string;
  /** EC2 instance whose role session made the call: such a session is named after its instance */
  readonly sessionInstance?: string;
  readonly error?: string;
};

export function cloudCallOf(event: SecurityEvent): CloudCall | undefined {
  const { fields } = event;
  const api = fields['ct.name'] ?? fields['gcp.methodName'] ?? fields['azure.operationName'];
  if (api === undefined) return undefined;
  const request = parsed(fields['ct.request']);
  const response = parsed(fields['ct.response']);
  const arn = fields['ct.user.arn'];
  return {
    api,
    ...given('service', fields['ct.src']),
    ...given('user', fields['ct.user'] ?? fields['gcp.user'] ?? fields['azure.user']),
    ...given('arn', arn),
    ...given('keyId', fields['ct.user.accesskeyid']),
    ...given('account', fields['ct.user.accountid'] ?? event.scope.awsAccount),
    ...given('address', remoteAddress(fields['ct.srcip'])),
    ...given('targetUser', named(fields, request, 'username')),
    ...given('createdKey', named(fields, response, 'accesskeyid')),
    ...given(
      'target',
      targets.map((name) => named(fields, request, name)).find((one) => one !== undefined),
    ),
    ...given('sessionInstance', arn === undefined ? undefined : /:assumed-role\/[^/]+\/(i-[0-9a-z]+)$/i.exec(arn)?.[1]),
    ...given('error', fields['ct.error']),
  };
}

/** Request parameters that name the object of a call, in the order of how much they tell. */
const targets = [
  'username',
  'rolename',
  'bucketname',
  'secretid',
  'snapshotid',
  'functionname',
  'groupid',
  'flowlogids',
  'instanceid',
  'name',
  'policyarn',
] as const;

/** A parameter by its lower-case name: as a field of its own (`ct.request.username`) or inside the request's JSON. */
function named(fields: Readonly<Record<string, string>>, body: unknown, name: string): string | undefined {
  const field = Object.entries(fields).find(
    ([key]) => key.toLowerCase().startsWith('ct.re') && key.toLowerCase().split('.').at(-1) === name && key.split('.').length > 2,
  );
  return field?.[1] ?? inside(body, name);
}

function inside(body: unknown, name: string): string | undefined {
  if (body === null || typeof body !== 'object') return undefined;
  for (const [key, value] of Object.entries(body)) {
    if (key.toLowerCase() === name && typeof value === 'string' && value !== '') return value;
    const deeper = inside(value, name);
    if (deeper !== undefined) return deeper;
  }
  return undefined;
}

/** Some tenants give request and response as JSON text; what is not JSON is nothing that we can read. */
function parsed(value: string | undefined): unknown {
  if (value === undefined || !/^\s*[{[]/.test(value)) return undefined;
  try {
    return JSON.parse(value);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
