import type * as z from 'zod';
import type { Command } from '../../model/command.ts';
import type { AwsScope } from '../surfaces/aws.ts';
import { type Answered, type Unknown, unknown } from './answered.ts';
import { type Asking, askCommand } from './askCommand.ts';

/** A call of the AWS tool by what it builds. Where there is no door it answers why. */
export type AskAccount = <T>(build: (place: AwsScope) => Command, form: z.ZodType<T>) => Promise<Answered<T>>;

export type Account = { readonly id?: string; readonly ask: AskAccount };

/** The account behind a door; without one every question is answered with `why`. */
export function accountOf(
  door: { readonly place: AwsScope; readonly account: string; readonly asking: Asking } | undefined,
  why: Unknown,
): Account {
  if (door === undefined) return { ask: async () => why };
  return { id: door.account, ask: (build, form) => askCommand(() => build(door.place), form, door.asking) };
}

const arn = /^arn:aws[a-z-]*:(?:iam|sts)::(?<account>\d{12}):(?:role|user|assumed-role)\/(?<path>.+)$/;

/**
 * The name of a role or user, from its ARN or as it is. An ARN of another account than the credentials' would name a stranger of the same name,
 * so it is not asked for.
 */
export function principalName(given: string, account: string | undefined): { readonly name: string } | Unknown {
  const parts = arn.exec(given)?.groups;
  if (parts === undefined) return { name: given };
  const { account: owner = '', path = '' } = parts;
  if (account !== undefined && owner !== account) return unknown(`it is of account ${owner}, and the credentials are of ${account}`);
  const segments = path.split('/');
  // An assumed role is followed by the session; a role or a user comes last in its path.
  return { name: (given.includes(':assumed-role/') ? segments[0] : segments.at(-1)) ?? given };
}
