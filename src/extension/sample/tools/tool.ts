import * as z from 'zod';
import { badRequest } from '../refusal.ts';
import type { SampleTenant } from '../tenant.ts';

type Definition<S extends z.ZodObject> = {
  readonly name: string;
  readonly description: string;
  readonly args: S;
  /** read looks, state writes the user's own notes, act changes the world */
  readonly access: 'read' | 'state' | 'act';
  readonly permissions: readonly string[];
  /** What the tool answers, before the envelope; bigints become plain digits. Throws Refusal. */
  readonly run: (args: z.infer<S>, tenant: SampleTenant) => unknown;
};

export type Tool = Omit<Definition<z.ZodObject>, 'run'> & { readonly call: (args: unknown, tenant: SampleTenant) => unknown };

/** Thrown for a missing argument: the Go server names it and gives no status (contract §1.4). */
export class MissingArgument extends Error {
  override readonly name = 'MissingArgument';
}

export function tool<S extends z.ZodObject>({ run, ...definition }: Definition<S>): Tool {
  const call = (args: unknown, tenant: SampleTenant): unknown => {
    const parsed = definition.args.safeParse(args ?? {});
    if (parsed.success) return run(parsed.data, tenant);
    const [issue] = parsed.error.issues;
    const name = issue?.path.join('.') ?? 'arguments';
    const missing = typeof args !== 'object' || args === null || !Object.hasOwn(args, name);
    if (missing) throw new MissingArgument(`${name} is required`);
    throw badRequest(`${name}: ${issue?.message ?? 'invalid'}`);
  };
  return { ...definition, call };
}

export const text = (description: string) => z.string().describe(description);
export const number = (description: string) => z.number().describe(description);
