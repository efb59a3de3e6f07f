import * as z from 'zod';

// As the AWS tool prints them with `--output json`. It pages by itself; where IAM says that there is more, not everything was read.

const whole = { IsTruncated: z.literal(false).nullish() };

export const roleAnswer = z.object({
  Role: z.object({ Arn: z.string(), RoleName: z.string(), RoleLastUsed: z.object({ LastUsedDate: z.string().nullish() }).nullish() }),
});

export const attachedPolicies = z.object({
  AttachedPolicies: z.array(z.object({ PolicyName: z.string(), PolicyArn: z.string() })),
  ...whole,
});

export const inlinePolicies = z.object({ PolicyNames: z.array(z.string()), ...whole });

export const instanceProfiles = z.object({ InstanceProfiles: z.array(z.object({ InstanceProfileName: z.string() })), ...whole });

export const policyHolders = z.object({
  // The role that was asked about is always among them.
  PolicyRoles: z.array(z.object({ RoleName: z.string() })),
  PolicyUsers: z.array(z.object({ UserName: z.string() })).nullish(),
  PolicyGroups: z.array(z.object({ GroupName: z.string() })).nullish(),
  ...whole,
});

export const accessKeys = z.object({
  AccessKeyMetadata: z.array(z.object({ AccessKeyId: z.string(), Status: z.string(), CreateDate: z.string().nullish() })),
  ...whole,
});

export const userGroups = z.object({ Groups: z.array(z.object({ GroupName: z.string() })), ...whole });

export const keyLastUsed = z.object({
  UserName: z.string().nullish(),
  AccessKeyLastUsed: z.object({ LastUsedDate: z.string().nullish(), ServiceName: z.string().nullish() }),
});

export type PolicyHolders = z.infer<typeof policyHolders>;
