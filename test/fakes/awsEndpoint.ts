import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One call as it came over the wire. `parameters` are a form's fields, or the members of a JSON document as text. */
export type AwsCall = { readonly action: string; readonly parameters: Readonly<Record<string, string>>; readonly key: string };

type Problem = { readonly status: number; readonly code: string; readonly message: string };

/** The account as it is. A test may change it: other credentials lead to another one. */
type Account = {
  id: string;
  readonly attached: Map<string, Set<string>>;
  readonly keys: Map<string, { user: string; status: string }>;
};

export const goodKey = 'AKIAGOODGOODGOODGOOD';
export const expiredKey = 'ASIAEXPIREDEXPIRED00';

/**
 * STS, IAM (query protocol, XML) and CloudTrail (JSON 1.1) on one local address, as far as the allowed calls go: an account with the role
 * `storefront-irsa` and the user `ci-backup` with one key. Credentials other than `goodKey` are refused as AWS refuses them.
 */
export async function awsEndpoint(id = '123456789012') {
  const account: Account = {
    id,
    attached: new Map([['storefront-irsa', new Set(['arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess'])]]),
    keys: new Map([['AKIAIOSFODNN7EXAMPLE', { user: 'ci-backup', status: 'Active' }]]),
  };
  const calls: AwsCall[] = [];
  const silent = { on: false };
  const server = createServer(async (request, response) => {
    const call = await read(request);
    calls.push(call);
    if (!silent.on) answer(response, call, account);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    ...{ account, calls, silent },
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.closeAllConnections();
      return new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

async function read(request: IncomingMessage): Promise<AwsCall> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks).toString('utf8');
  const key = /Credential=([^/]+)/.exec(request.headers.authorization ?? '')?.[1] ?? '';
  const target = request.headers['x-amz-target'];
  if (typeof target === 'string') {
    const members = Object.entries(JSON.parse(body) as object).map(([name, value]) => [name, JSON.stringify(value)]);
    return { action: target.split('.').at(-1) ?? '', parameters: Object.fromEntries(members), key };
  }
  const { Action = '', ...parameters } = Object.fromEntries(new URLSearchParams(body));
  return { action: Action, parameters, key };
}

function answer(response: ServerResponse, call: AwsCall, account: Account): void {
  const isJson = call.action === 'LookupEvents';
  const result = refusal(call) ?? handlers[call.action]?.(call.parameters, account) ?? unknownAction;
  if (typeof result === 'object' && 'code' in result) {
    sendProblem(response, result as Problem, isJson);
  } else if (isJson) {
    response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(result));
  } else {
    const wrapped = `<${call.action}Result>${String(result)}</${call.action}Result>`;
    const xml = `<${call.action}Response>${wrapped}<ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></${call.action}Response>`;
    response.writeHead(200, { 'content-type': 'text/xml' }).end(xml);
  }
}

function refusal({ key }: AwsCall): Problem | undefined {
  if (key === goodKey) return undefined;
  if (key === expiredKey) return { status: 403, code: 'ExpiredToken', message: 'The security token included in the request is expired' };
  return { status: 403, code: 'InvalidClientTokenId', message: 'The security token included in the request is invalid.' };
}

function sendProblem(response: ServerResponse, { status, code, message }: Problem, isJson: boolean): void {
  const body = isJson
    ? JSON.stringify({ __type: code, message })
    : `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>r</RequestId></ErrorResponse>`;
  response.writeHead(status, { 'content-type': isJson ? 'application/x-amz-json-1.1' : 'text/xml' }).end(body);
}

const unknownAction: Problem = { status: 400, code: 'InvalidAction', message: 'Could not find operation' };
const denied: Problem = { status: 403, code: 'AccessDenied', message: 'User is not authorized to perform this' };

function noSuch(what: string): Problem {
  return { status: 404, code: 'NoSuchEntity', message: `The ${what} cannot be found.` };
}

type Parameters = AwsCall['parameters'];
type Handler = (parameters: Parameters, account: Account) => string | object;

const created = '<CreateDate>2026-01-02T03:04:05Z</CreateDate>';

const handlers: Readonly<Record<string, Handler>> = {
  GetCallerIdentity: (_, { id }) => `<Arn>arn:aws:iam::${id}:user/responder</Arn><UserId>AIDA</UserId><Account>${id}</Account>`,
  GetRole: ({ RoleName = '' }, account) => withRole(RoleName, account, () => role(RoleName, account)),
  GetRolePolicy: ({ RoleName = '', PolicyName = '' }, account) =>
    withRole(RoleName, account, () => {
      const document = encodeURIComponent(JSON.stringify({ Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }] }));
      return `<RoleName>${RoleName}</RoleName><PolicyName>${PolicyName}</PolicyName><PolicyDocument>${document}</PolicyDocument>`;
    }),
  ListAttachedRolePolicies: ({ RoleName = '' }, account) =>
    withRole(RoleName, account, (attached) => `<IsTruncated>false</IsTruncated>${policies([...attached])}`),
  ListRolePolicies: ({ RoleName = '' }, account) =>
    withRole(RoleName, account, () => '<IsTruncated>false</IsTruncated><PolicyNames><member>inline</member></PolicyNames>'),
  ListRoleTags: ({ RoleName = '' }, account) => withRole(RoleName, account, () => '<IsTruncated>false</IsTruncated><Tags/>'),
  ListInstanceProfilesForRole: ({ RoleName = '' }, account) =>
    withRole(RoleName, account, () => '<IsTruncated>false</IsTruncated><InstanceProfiles/>'),
  ListEntitiesForPolicy: ({ PolicyArn = '' }, { attached }) => {
    const holders = [...attached]
      .filter(([, arns]) => arns.has(PolicyArn))
      .map(([name]) => `<member><RoleName>${name}</RoleName></member>`);
    return `<IsTruncated>false</IsTruncated><PolicyRoles>${holders.join('')}</PolicyRoles>`;
  },
  ListAccountAliases: () => '<IsTruncated>false</IsTruncated><AccountAliases><member>acme-prod</member></AccountAliases>',
  ListAccessKeys: ({ UserName = '' }, { keys }) => {
    const own = [...keys].filter(([, { user }]) => user === UserName);
    const members = own.map(
      ([key, { status }]) => `<member><AccessKeyId>${key}</AccessKeyId><Status>${status}</Status>${created}</member>`,
    );
    return `<IsTruncated>false</IsTruncated><AccessKeyMetadata>${members.join('')}</AccessKeyMetadata>`;
  },
  ListAttachedUserPolicies: () => '<IsTruncated>false</IsTruncated><AttachedPolicies/>',
  ListUserPolicies: () => '<IsTruncated>false</IsTruncated><PolicyNames/>',
  ListGroupsForUser: () => '<IsTruncated>false</IsTruncated><Groups/>',
  ListMFADevices: () => denied,
  GetAccessKeyLastUsed: ({ AccessKeyId = '' }, account) =>
    withKey(AccessKeyId, account, ({ user }) => {
      const used = '<LastUsedDate>2026-07-15T09:00:00Z</LastUsedDate><ServiceName>s3</ServiceName><Region>eu-west-1</Region>';
      return `<UserName>${user}</UserName><AccessKeyLastUsed>${used}</AccessKeyLastUsed>`;
    }),
  AttachRolePolicy: ({ RoleName = '', PolicyArn = '' }, account) =>
    withRole(RoleName, account, (attached) => {
      attached.add(PolicyArn);
      return '';
    }),
  DetachRolePolicy: ({ RoleName = '', PolicyArn = '' }, account) =>
    withRole(RoleName, account, (attached) => (attached.delete(PolicyArn) ? '' : noSuch(`policy ${PolicyArn}`))),
  UpdateAccessKey: ({ AccessKeyId = '', UserName = '', Status = '' }, account) =>
    withKey(AccessKeyId, account, (key) => {
      if (key.user !== UserName) return noSuch(`Access Key with id ${AccessKeyId}`);
      key.status = Status;
      return '';
    }),
  DeleteAccessKey: ({ AccessKeyId = '' }, account) => (account.keys.delete(AccessKeyId) ? '' : noSuch(`Access Key with id ${AccessKeyId}`)),
  LookupEvents: ({ LookupAttributes = '[]' }) => ({
    Events: [{ EventId: 'e-1', EventName: 'GetObject', EventTime: 1_784_106_000, Username: LookupAttributes, CloudTrailEvent: '{}' }],
  }),
};

function withRole(name: string, { attached }: Account, then: (attached: Set<string>) => string | Problem): string | Problem {
  const arns = attached.get(name);
  return arns === undefined ? noSuch(`role with name ${name}`) : then(arns);
}

function withKey(id: string, { keys }: Account, then: (key: { user: string; status: string }) => string | Problem): string | Problem {
  const key = keys.get(id);
  return key === undefined ? noSuch(`Access Key with id ${id}`) : then(key);
}

function role(name: string, { id }: Account): string {
  const trust = encodeURIComponent(JSON.stringify({ Statement: [] }));
  const arn = `<Arn>arn:aws:iam::${id}:role/${name}</Arn><AssumeRolePolicyDocument>${trust}</AssumeRolePolicyDocument>`;
  return `<Role><Path>/</Path><RoleName>${name}</RoleName><RoleId>AROA</RoleId>${arn}${created}</Role>`;
}

function policies(arns: readonly string[]): string {
  const members = arns.map((arn) => `<member><PolicyName>${arn.split('/').at(-1)}</PolicyName><PolicyArn>${arn}</PolicyArn></member>`);
  return `<AttachedPolicies>${members.join('')}</AttachedPolicies>`;
}
