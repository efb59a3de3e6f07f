import { cloudCallOf } from '../../../facts/cloudCall.ts';
import { fieldOf } from '../../../facts/fields.ts';
import { parameterOf } from '../../../facts/parameters.ts';
import { code, phrase } from '../../../model/phrase.ts';
import type { SecurityEvent } from '../../../model/threat.ts';
import type { Seen } from '../draft.ts';
import type { ProposalInput } from '../proposalInput.ts';
import { distinct, named, type Target, valuesOf } from './target.ts';

type Account = { readonly provider: string; readonly account: string; readonly region?: string };

/** The account of a cloud that an event is of, as catalogues name it. */
export function accountOf(event: SecurityEvent): Account | undefined {
  const { awsAccount, gcpProject, azureSubscription, region } = event.scope;
  const account = awsAccount ?? gcpProject ?? azureSubscription;
  if (account === undefined) return undefined;
  const provider = awsAccount !== undefined ? 'aws' : gcpProject !== undefined ? 'gcp' : 'azure';
  const place = fieldOf(event, 'ct.region') ?? region;
  return { provider, account, ...(place !== undefined && { region: place }) };
}

function accountValues({ provider, account, region }: Account): Readonly<Record<string, string | undefined>> {
  return { 'cloudProvider.name': provider, 'cloudProvider.account.id': account, 'cloudProvider.region': region };
}

/** Accounts and regions of the threat's cloud events, or of the machines that its other events ran on. */
export function accountTargets(_input: ProposalInput, seen: readonly Seen[]): readonly Target[] {
  return distinct(
    seen.flatMap((one) => {
      const account = accountOf(one.value);
      if (account === undefined) return [];
      const region = account.region === undefined ? phrase`` : phrase` in ${code(account.region)}`;
      return [{ on: phrase`account ${code(account.account)}${region}`, values: valuesOf(accountValues(account)), told: [one] }];
    }),
  );
}

/** Who made the threat's calls to AWS, the one cloud whose identities the action knows: never a service of it. */
export function callerTargets(_input: ProposalInput, seen: readonly Seen[]): readonly Target[] {
  return distinct(
    seen.flatMap((one) => {
      const call = cloudCallOf(one.value);
      const account = accountOf(one.value);
      if (call === undefined || call.byService || account?.provider !== 'aws') return [];
      const who = call.user ?? call.arn;
      if (who === undefined) return [];
      const { region: _anywhere, ...where } = account;
      const values = valuesOf({
        ...accountValues(where),
        'ct.user': call.user,
        'ct.user.arn': call.arn,
        'ct.user.identitytype': fieldOf(one.value, 'ct.user.identitytype'),
      });
      return [{ on: phrase`${code(who)}`, values, told: [one] }];
    }),
  );
}

/** Buckets and databases that a call opened or read. */
export function exposedTargets(_input: ProposalInput, seen: readonly Seen[]): readonly Target[] {
  return distinct(
    seen.flatMap((one) => {
      const account = accountOf(one.value);
      const resource = exposedResource(one.value);
      if (account === undefined || resource === undefined) return [];
      const values = valuesOf({ ...accountValues(account), cloudResourceType: resource.type, cloudResourceName: resource.name });
      return [{ on: phrase`${code(resource.name)}`, values, told: [one] }];
    }),
  );
}

/** The types are those that the action knows (contract §4). */
function exposedResource(event: SecurityEvent): { readonly type: 's3' | 'rds'; readonly name: string } | undefined {
  if (cloudCallOf(event) === undefined) return undefined;
  const bucket = parameterOf(event, 'request', 'bucketname');
  if (bucket !== undefined) return { type: 's3', name: bucket };
  const database = parameterOf(event, 'request', 'dbinstanceidentifier');
  return database === undefined ? undefined : { type: 'rds', name: database };
}

/** Instances of EC2 that processes of the threat ran on. */
export function instanceTargets(_input: ProposalInput, seen: readonly Seen[]): readonly Target[] {
  return distinct(
    seen.flatMap((one) => {
      const account = accountOf(one.value);
      const instance = one.value.scope.instance ?? named(one.value, 'aws.instanceId');
      if (account === undefined || instance === undefined || cloudCallOf(one.value) !== undefined) return [];
      return [
        {
          on: phrase`instance ${code(instance)}`,
          values: valuesOf({ ...accountValues(account), 'aws.instanceId': instance }),
          told: [one],
        },
      ];
    }),
  );
}
