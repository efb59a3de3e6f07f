import * as z from 'zod';
import { present, type Recorded, readRecords, scalars } from './recording.ts';

const recordSchema = z.looseObject({
  eventName: z.string(),
  eventSource: z.string(),
  eventTime: z.iso.datetime(),
  eventID: z.string(),
  awsRegion: z.string().nullish(),
  sourceIPAddress: z.string().nullish(),
  userAgent: z.string().nullish(),
  errorCode: z.string().nullish(),
  readOnly: z.boolean().nullish(),
  recipientAccountId: z.string().nullish(),
  requestParameters: z.unknown().optional(),
  responseElements: z.unknown().optional(),
  userIdentity: z
    .looseObject({
      type: z.string().nullish(),
      userName: z.string().nullish(),
      arn: z.string().nullish(),
      accountId: z.string().nullish(),
      principalId: z.string().nullish(),
      accessKeyId: z.string().nullish(),
      invokedBy: z.string().nullish(),
      sessionContext: z.looseObject({ sessionIssuer: z.looseObject({ userName: z.string().nullish() }).nullish() }).nullish(),
    })
    .nullish(),
});

type CloudtrailRecord = z.infer<typeof recordSchema>;

/** CloudTrail records (an array, `{Records: […]}`, or JSON lines) as signals. @throws Error on what is not CloudTrail */
export function cloudtrailSignals(text: string): Recorded[] {
  return readRecords(text, 'Records').map((record) => signalOf(recordSchema.parse(record)));
}

function signalOf(record: CloudtrailRecord): Recorded {
  const { eventName, eventSource, eventID, userIdentity, recipientAccountId: account, awsRegion: region } = record;
  const user = actorOf(record);
  const who = userIdentity?.arn ?? user ?? 'an unnamed caller';
  const rule = `${eventName} on ${eventSource}`;
  return {
    at: BigInt(Date.parse(record.eventTime)) * 1_000_000n,
    from: 'cloudtrail',
    key: `cloudtrail/${eventID}`,
    rule,
    tags: [],
    severity: severityOf(record),
    labels: present({
      'aws.accountId': account,
      'aws.region': region,
      'cloudProvider.name': 'aws',
      'cloudProvider.account.id': account,
      'cloudProvider.region': region,
    }),
    fields: fieldsOf(record, user),
    output: `${rule} by ${who}${record.sourceIPAddress ? ` from ${record.sourceIPAddress}` : ''}${record.errorCode ? `: ${record.errorCode}` : ''}`,
    series: `aws/${account ?? ''}/${who}`,
    about: who,
    resource: account
      ? { type: 'CLOUD', name: account, provider: 'aws', accountId: account }
      : { type: 'CLOUD', name: 'aws', provider: 'aws' },
  };
}

function fieldsOf(record: CloudtrailRecord, user: string | undefined): Record<string, string> {
  const identity = record.userIdentity;
  return {
    ...present({
      'ct.id': record.eventID,
      'ct.name': record.eventName,
      'ct.src': record.eventSource,
      'ct.region': record.awsRegion,
      'ct.srcip': record.sourceIPAddress,
      'ct.useragent': record.userAgent,
      'ct.error': record.errorCode,
      'ct.user': user,
      'ct.user.arn': identity?.arn,
      'ct.user.identitytype': identity?.type,
      'ct.user.accountid': identity?.accountId,
      'ct.user.principalid': identity?.principalId,
      'ct.user.accesskeyid': identity?.accessKeyId,
    }),
    ...scalars(record.requestParameters, 'ct.request', 1),
    ...scalars(record.responseElements, 'ct.response', 2),
  };
}

/** A user's own name; for an assumed role that of the role; for a service its own. */
function actorOf({ userIdentity }: CloudtrailRecord): string | undefined {
  return userIdentity?.userName ?? userIdentity?.sessionContext?.sessionIssuer?.userName ?? userIdentity?.invokedBy ?? undefined;
}

/** From what the record states, not from what it might mean: sign-ins 4, failed calls 5, reads 6, everything else 3. */
function severityOf({ eventSource, errorCode, readOnly }: CloudtrailRecord): number {
  if (eventSource === 'signin.amazonaws.com') return 4;
  if (errorCode) return 5;
  return readOnly === true ? 6 : 3;
}
