import type { SecurityEvent } from '../model/threat.ts';
import { remoteAddress } from './addresses.ts';
import { awsIdentityOf } from './awsIdentity.ts';
import { fieldLike, fieldOf, hasFamily } from './fields.ts';
import { given } from './given.ts';
import { parameterOf } from './parameters.ts';

/** One call to a cloud provider's API, as far as the event tells. */
export type CloudCall = {
  readonly api: string;
  readonly service?: string;
  /** the caller's name as the tenant shows it */
  readonly user?: string;
  readonly arn?: string;
  /** one identity of one provider, however many keys and sessions it has */
  readonly principal?: string;
  /** role whose session made the call, and the name that the session was given */
  readonly role?: string;
  readonly session?: string;
  /** the caller's own access key id */
  readonly keyId?: string;
  readonly account?: string;
  /** public source address; absent for a call by a provider's service */
  readonly address?: string;
  readonly agent?: string;
  /** the user that the call is about, e.g. whom CreateAccessKey makes a key for */
  readonly targetUser?: string;
  /** the key that CreateAccessKey made, or that came with a session */
  readonly createdKey?: string;
  /** what the call is about, the first that is named */
  readonly target?: string;
  /** EC2 instance whose role session made the call: such a session is named after its instance */
  readonly sessionInstance?: string;
  readonly error?: string;
  /** a service of the provider called, for everybody and nobody */
  readonly byService: boolean;
};

const known = new WeakMap<SecurityEvent, { readonly call: CloudCall | undefined }>();

/** Read once an event: every link asks for it. */
export function cloudCallOf(event: SecurityEvent): CloudCall | undefined {
  const read = known.get(event) ?? { call: readCall(event) };
  known.set(event, read);
  return read.call;
}

function readCall(event: SecurityEvent): CloudCall | undefined {
  if (hasFamily(event, 'ct')) return awsCall(event);
  if (hasFamily(event, 'gcp')) return gcpCall(event);
  return hasFamily(event, 'azure') ? azureCall(event) : undefined;
}

function awsCall(event: SecurityEvent): CloudCall | undefined {
  const api = fieldOf(event, 'ct.name');
  if (api === undefined) return undefined;
  const arn = fieldOf(event, 'ct.user.arn');
  const user = fieldOf(event, 'ct.user');
  const { account: own, role, session } = arn === undefined ? {} : awsIdentityOf(arn);
  const account = fieldOf(event, 'ct.user.accountid') ?? own ?? event.scope.awsAccount;
  const source = fieldOf(event, 'ct.srcip');
  const target = targets.map((name) => parameterOf(event, 'request', name)).find((one) => one !== undefined);
  return {
    api,
    ...given('service', fieldOf(event, 'ct.src')),
    ...given('user', user),
    ...given('arn', arn),
    ...given('principal', arn ?? (user === undefined ? undefined : `${account ?? ''}/${user}`)),
    ...given('role', role),
    ...given('session', session),
    ...given('keyId', fieldOf(event, 'ct.user.accesskeyid')),
    ...given('account', account),
    ...given('address', remoteAddress(source)),
    ...given('agent', fieldOf(event, 'ct.useragent')),
    ...given('targetUser', parameterOf(event, 'request', 'username')),
    ...given('createdKey', parameterOf(event, 'response', 'accesskeyid')),
    ...given('target', target),
    ...given('sessionInstance', session !== undefined && /^i-[0-9a-z]+$/i.test(session) ? session : undefined),
    ...given('error', fieldOf(event, 'ct.error', 'ct.errorcode')),
    byService: isService(source, arn, fieldOf(event, 'ct.user.identitytype')),
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
  'repositoryname',
  'name',
  'rolearn',
  'policyarn',
] as const;

function isService(source: string | undefined, arn: string | undefined, identityType: string | undefined): boolean {
  const fromService = /\.amazonaws\.com$|^AWS Internal$/i.test(source ?? '');
  return fromService || /:assumed-role\/AWSServiceRole/i.test(arn ?? '') || identityType === 'AWSService';
}

const accountPath = /serviceAccounts\/([\w.-]+@[\w.-]+)/;

function accountIn(resource: string | undefined): string | undefined {
  return accountPath.exec(resource ?? '')?.[1]?.toLowerCase();
}

/** Falco's `gcpaudit` names; a caller is known by its e-mail address, a service agent of Google's by its domain. */
function gcpCall(event: SecurityEvent): CloudCall | undefined {
  const api = fieldOf(event, 'gcp.methodname', 'gcp.method');
  if (api === undefined) return undefined;
  const user = fieldOf(event, 'gcp.user', 'gcp.principalemail', 'gcp.authenticationinfo.principalemail');
  const resource = fieldOf(event, 'gcp.resourcename', 'gcp.resource');
  return {
    api,
    ...given('service', fieldOf(event, 'gcp.servicename', 'gcp.service')),
    ...given('user', user),
    ...given('principal', user?.toLowerCase()),
    ...given('account', fieldOf(event, 'gcp.projectid') ?? event.scope.gcpProject),
    ...given('address', remoteAddress(fieldOf(event, 'gcp.callerip'))),
    ...given('agent', fieldOf(event, 'gcp.useragent')),
    ...given('targetUser', accountIn(fieldLike(event, /^gcp\.(resource|request)/, accountPath))),
    ...given('target', fieldOf(event, 'gcp.storage.bucket') ?? resource?.split('/').at(-1)),
    byService: /@(gcp-sa-[\w-]+|[\w-]+\.gserviceaccount-internal|cloudservices|[\w-]*system)\.(iam\.)?gserviceaccount\.com$/i.test(
      user ?? '',
    ),
  };
}

function azureCall(event: SecurityEvent): CloudCall | undefined {
  const api = fieldOf(event, 'azure.operationname', 'azure.operation');
  if (api === undefined) return undefined;
  const user = fieldOf(event, 'azure.user', 'azure.caller', 'azure.identity');
  return {
    api,
    ...given('service', fieldOf(event, 'azure.resourceprovider')),
    ...given('user', user),
    ...given('principal', user?.toLowerCase()),
    ...given('account', fieldOf(event, 'azure.subscriptionid') ?? event.scope.azureSubscription),
    ...given('address', remoteAddress(fieldOf(event, 'azure.calleripaddress', 'azure.callerip', 'azure.clientip'))),
    ...given('agent', fieldOf(event, 'azure.useragent')),
    ...given('target', fieldOf(event, 'azure.resourceid', 'azure.resource')?.split('/').at(-1)),
    byService: false,
  };
}
