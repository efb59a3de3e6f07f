import * as z from 'zod';
import { Failure } from '../../model/failure.ts';
import { listOfRole, listOfUser } from '../surfaces/aws.ts';
import type { AwsChange } from './change.ts';
import type { Before } from './earlier.ts';
import type { JsonObject } from './jsonParts.ts';
import { malformed, type Reads } from './reading.ts';

// Where IAM says that there is more, not everything was read, and "not attached" would be a guess.
const whole = { IsTruncated: z.literal(false).nullish() };
const attachedPolicies = z.object({ AttachedPolicies: z.array(z.object({ PolicyArn: z.string() })), ...whole });
const accessKeys = z.object({ AccessKeyMetadata: z.array(z.object({ AccessKeyId: z.string(), Status: z.string() })), ...whole });

/** Reads what a call to IAM would change: whether the role has the policy, or how the key stands. Throws Failure. */
export async function accountBefore(change: AwsChange, { json }: Reads): Promise<Before> {
  switch (change.does) {
    case 'attach-role-policy':
    case 'detach-role-policy': {
      const listed = await json(listOfRole(change.scope, 'list-attached-role-policies', change.role));
      const { AttachedPolicies } = read(attachedPolicies, listed);
      return { value: { about: 'attached', attached: AttachedPolicies.some(({ PolicyArn }) => PolicyArn === change.arn) } };
    }
    case 'update-access-key':
    case 'delete-access-key': {
      const listed = await json(listOfUser(change.scope, 'list-access-keys', change.owned.user));
      const key = read(accessKeys, listed).AccessKeyMetadata.find(({ AccessKeyId }) => AccessKeyId === change.owned.key);
      if (key === undefined) throw noKey();
      return { value: { about: 'key', status: key.Status } };
    }
  }
}

function read<T>(form: z.ZodType<T>, answer: JsonObject): T {
  const parsed = form.safeParse(answer);
  if (!parsed.success) throw malformed('aws');
  return parsed.data;
}

function noKey(): Failure {
  return new Failure('notFound', {
    what: 'What the step would change was not read',
    why: 'The user has no access key of this id',
    fix: 'Probe again: it may be deleted already, or of another user',
  });
}
