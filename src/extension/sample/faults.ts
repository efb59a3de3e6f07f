import type { CallToolResult } from '@modelcontextprotocol/server';
import { refused } from './server.ts';

const statuses = ['401', '403', '404', '409', '429', '500'] as const;
const kinds = [...statuses, 'hang', 'cut', 'garbage', 'shape', 'empty', 'huge'] as const;
export type FaultKind = (typeof kinds)[number];

/** What goes wrong instead of the answer: the connection itself, or a result that should not be. */
export type Fault = { readonly kind: 'hang' | 'cut' } | { readonly kind: 'result'; readonly result: CallToolResult };

export type Faults = {
  /** The fault for this call of a tool, used up when it was limited by @N. */
  take(tool: string): Fault | undefined;
};

/** @param specs `tool=KIND` or `tool=KIND@N` for the first N calls; `*` stands for every tool @throws Error naming the spec that is not one */
export function parseFaults(specs: readonly string[]): Faults {
  const planned = specs.map(parseFault);
  return {
    take(tool) {
      const fault = planned.find((candidate) => (candidate.tool === tool || candidate.tool === '*') && candidate.left > 0);
      if (fault === undefined) return undefined;
      fault.left -= 1;
      return faultOf(fault.kind, tool);
    },
  };
}

function parseFault(spec: string): { tool: string; kind: FaultKind; left: number } {
  const [, tool = '', name = '', times] = /^(\w+|\*)=(\w+)(?:@(\d+))?$/.exec(spec) ?? [];
  const kind = kinds.find((known) => known === name);
  if (kind === undefined) throw new Error(`--faults ${spec}: expected tool=KIND[@N] with KIND one of ${kinds.join(' ')}`);
  return { tool, kind, left: times === undefined ? Number.POSITIVE_INFINITY : Number(times) };
}

function faultOf(kind: FaultKind, tool: string): Fault {
  switch (kind) {
    case 'hang':
    case 'cut':
      return { kind };
    case 'garbage':
      return result('<html><body>Bad gateway</body></html>');
    case 'shape':
      return result('{"data":{"unexpected":true}}');
    case 'empty':
      return { kind: 'result', result: { content: [] } };
    case 'huge':
      return result(JSON.stringify({ data: [{ id: 'huge', padding: 'A'.repeat(10_000_000) }] }));
    default:
      return {
        kind: 'result',
        result: refused(`error calling ${tool}, status code: ${kind}, response: {"type":"injected","message":"injected fault"}`),
      };
  }
}

function result(text: string): Fault {
  return { kind: 'result', result: { content: [{ type: 'text', text }] } };
}
