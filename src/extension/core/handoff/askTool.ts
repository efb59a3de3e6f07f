import { Failure } from '../model/failure.ts';
import type { Clock } from '../model/ports.ts';
import type { TicketTool, TicketTools } from './ports.ts';
import { fillArguments, plainName, type Wanted } from './toolArguments.ts';
import { callTool, type ToolReply, toolRefusal } from './toolCall.ts';

/** The window's tools and the clock that bounds a wait for them. */
export type ToolPorts = { readonly tools: TicketTools; readonly clock: Clock };

/** `what` is the first line of a failure. */
export type Question = { readonly tool: TicketTool; readonly wanted: readonly Wanted[]; readonly what: string };

/** The first tool whose name, in lower case and without separators, matches. */
export function toolNamed({ list }: TicketTools, pattern: RegExp): TicketTool | undefined {
  return list.find(({ name }) => pattern.test(plainName(name)));
}

/** Calls a tool with the arguments that it knows. Throws Failure where it requires one that we have no value for. */
export async function callWith({ tool, wanted, what }: Question, { tools, clock }: ToolPorts, signal: AbortSignal): Promise<ToolReply> {
  const { input, missing } = fillArguments(tool, wanted);
  if (missing.length > 0) {
    const why = `${tool.name} requires ${missing.join(', ')}, which this extension does not know`;
    throw new Failure('unsupported', { what, why, fix: 'Set up Jira with an API token instead, or choose another destination' });
  }
  return callTool({ tool: tool.name, input }, tools, clock, signal);
}

/** The data of a call that only reads. Throws Failure. */
export async function askTool(question: Question, ports: ToolPorts, signal: AbortSignal): Promise<unknown> {
  const reply = await callWith(question, ports, signal);
  if (reply.kind === 'refused') throw toolRefusal(reply, { what: question.what, tool: question.tool.name });
  if (reply.kind === 'answer' && reply.value !== undefined) return reply.value;
  const why = reply.kind === 'unclear' ? reply.why : 'its answer holds no data that can be read';
  throw new Failure('malformed', {
    what: question.what,
    why: `${question.tool.name}: ${why}`,
    fix: 'Try again, or set up Jira with an API token',
  });
}
