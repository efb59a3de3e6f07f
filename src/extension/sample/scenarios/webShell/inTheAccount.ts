import { apiFields, awsLabels, awsResource } from '../../places.ts';
import { ago, type Story } from '../../story.ts';
import { account, attacker, backdoor, role } from './actors.ts';

/** With the stolen credentials: a key of one's own, then the audit trail off, then a bucket open. */
export function inTheAccount(story: Story): void {
  const aws = { from: 'cloudtrail', labels: awsLabels(account, 'eu-west-1') } as const;
  const iam = { from: 'cloudtrail', labels: awsLabels(account, 'us-east-1') } as const;
  const key = story.signal(ago({ minutes: 23, seconds: 56 }), {
    ...iam,
    rule: 'Create Access Key for User',
    tags: ['cloud', 'aws', 'MITRE', 'MITRE_TA0003_persistence', 'MITRE_T1098.001_account_manipulation_additional_cloud_credentials'],
    severity: 3,
    fields: apiFields({ service: 'iam', api: 'CreateAccessKey', region: 'us-east-1' }, role, {
      'ct.request.username': backdoor.user,
      'ct.response.accesskey.accesskeyid': backdoor.accessKey,
    }),
    output: `Access key created for user ${backdoor.user} (requesting user=${role.user}, ip=${attacker})`,
  });
  const stopped = story.signal(ago({ minutes: 20, seconds: 58 }), {
    ...aws,
    rule: 'CloudTrail Logging Disabled',
    tags: ['cloud', 'aws', 'MITRE', 'MITRE_TA0005_defense_evasion', 'MITRE_T1562.008_impair_defenses_disable_or_modify_cloud_logs'],
    severity: 1,
    fields: apiFields({ service: 'cloudtrail', api: 'StopLogging', region: 'eu-west-1' }, backdoor, { 'ct.request.name': 'org-trail' }),
    output: `CloudTrail logging stopped for org-trail (requesting user=${backdoor.user}, ip=${attacker})`,
  });
  const unblocked = story.signal(ago({ minutes: 19, seconds: 20 }), {
    ...aws,
    rule: 'Delete Bucket Public Access Block',
    tags: ['cloud', 'aws', 'MITRE', 'MITRE_TA0005_defense_evasion', 'MITRE_T1562.007_impair_defenses_disable_or_modify_cloud_firewall'],
    severity: 2,
    fields: apiFields({ service: 's3', api: 'DeleteBucketPublicAccessBlock', region: 'eu-west-1' }, backdoor, {
      'ct.request.bucketname': 'acme-orders',
    }),
    output: `Public access block deleted on acme-orders (requesting user=${backdoor.user}, ip=${attacker})`,
  });
  const opened = story.signal(ago({ minutes: 18, seconds: 50 }), {
    ...aws,
    rule: 'Put Bucket Policy Allowing Public Access',
    tags: ['cloud', 'aws', 'MITRE', 'MITRE_TA0010_exfiltration', 'MITRE_T1537_transfer_data_to_cloud_account'],
    severity: 1,
    fields: apiFields({ service: 's3', api: 'PutBucketPolicy', region: 'eu-west-1' }, backdoor, { 'ct.request.bucketname': 'acme-orders' }),
    output: `Bucket acme-orders made public (requesting user=${backdoor.user}, ip=${attacker})`,
  });
  story.group({
    name: 'Persistence, Defense Evasion, Exfiltration on AWS Account',
    title: 'Access key created, CloudTrail stopped and bucket opened',
    description: `${role.user} created an access key for ${backdoor.user} from ${attacker}. ${backdoor.user} then stopped org-trail and made acme-orders public.`,
    severity: 'critical',
    resource: awsResource(account),
    threats: [
      {
        name: 'Put Bucket Policy Allowing Public Access',
        title: 'Bucket acme-orders made public',
        description: `${backdoor.user} removed the public access block and opened the bucket policy.`,
        severity: 1,
        events: [opened, unblocked],
      },
      {
        name: 'CloudTrail Logging Disabled',
        title: 'CloudTrail logging stopped',
        description: `${backdoor.user} stopped org-trail.`,
        severity: 'high',
        events: [stopped],
      },
      {
        name: 'Create Access Key for User',
        title: 'Access key created with stolen credentials',
        description: `${role.user} created an access key for ${backdoor.user}.`,
        severity: 3,
        events: [key],
      },
    ],
  });
}
