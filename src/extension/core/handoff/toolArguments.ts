import type { TicketTool } from './ports.ts';

/** A value and the names that tools give the argument for it, lower case without separators. The first is used where a tool tells no names. */
export type Wanted = { readonly names: readonly [string, ...string[]]; readonly value: unknown };

export type Filled = { readonly input: Readonly<Record<string, unknown>>; readonly missing: readonly string[] };

/** Puts values under the names that the tool's own schema has; `missing` are the arguments that it requires and nobody gave. */
export function fillArguments(tool: TicketTool, wanted: readonly Wanted[]): Filled {
  const { properties, required } = schemaOf(tool);
  const names = Object.keys(properties);
  const input: Record<string, unknown> = {};
  for (const { names: known, value } of wanted) {
    const name = names.length === 0 ? known[0] : known.map((one) => names.find((name) => plainName(name) === plainName(one))).find(Boolean);
    if (name !== undefined && value !== undefined) input[name] = shaped(value, properties[name]);
  }
  return { input, missing: required.filter((name) => !(name in input)) };
}

export function hasArgument(tool: TicketTool, ...known: readonly string[]): boolean {
  return Object.keys(schemaOf(tool).properties).some((name) => known.includes(plainName(name)));
}

/** `create_jira_issue`, `createJiraIssue` and `mcp_atlassian_createJiraIssue` read alike. */
export function plainName(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}

/** Some servers want a list or an object as text. */
function shaped(value: unknown, property: unknown): unknown {
  const type = property !== null && typeof property === 'object' && 'type' in property ? property.type : undefined;
  if (type !== 'string' || typeof value === 'string') return value;
  return Array.isArray(value) ? value.join(',') : JSON.stringify(value);
}

type Schema = { readonly properties: Readonly<Record<string, unknown>>; readonly required: readonly string[] };

function schemaOf({ inputSchema }: TicketTool): Schema {
  const schema = inputSchema !== null && typeof inputSchema === 'object' ? inputSchema : {};
  const properties = 'properties' in schema && schema.properties !== null && typeof schema.properties === 'object' ? schema.properties : {};
  const required = 'required' in schema && Array.isArray(schema.required) ? schema.required.filter((name) => typeof name === 'string') : [];
  return { properties: properties as Readonly<Record<string, unknown>>, required };
}
