import type { Connection } from './connection.ts';

export type ServerArgs = Readonly<Record<string, unknown>>;

/** What a tool's input schema says of each argument; empty where there is no schema. */
export type Offered = ReadonlyMap<string, unknown>;

/** Our argument names, and what servers call each of them, best first. */
export type ServerNames = Readonly<Record<string, readonly [string, ...string[]]>>;

export function offeredBy(connection: Connection, tool: string): Offered {
  return new Map(Object.entries(connection.tools.get(tool)?.inputSchema.properties ?? {}));
}

/** Our arguments under the first name that the tool's input schema offers; without a schema under the likeliest. Absent stays absent. */
export function serverArgs(names: ServerNames, values: ServerArgs, offered: Offered): ServerArgs {
  return Object.fromEntries(
    Object.entries(names).flatMap(([name, candidates]) =>
      values[name] === undefined ? [] : [[serverName(candidates, offered), values[name]] as const],
    ),
  );
}

function serverName(candidates: readonly [string, ...string[]], offered: Offered): string {
  return candidates.find((candidate) => offered.has(candidate)) ?? candidates[0];
}
