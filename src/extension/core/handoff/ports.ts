import type { Clock } from '../model/ports.ts';

/** What a ticket or pager service answered, as far as it is used; the platform's Response fits. */
export type Answer = {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  text(): Promise<string>;
};

/** The platform's fetch with redirects left alone: credentials go to the address that the user gave and to no other. */
export type Send = (
  url: string,
  init: {
    readonly method: 'GET' | 'POST';
    readonly headers: Readonly<Record<string, string>>;
    readonly body?: string | Uint8Array<ArrayBuffer>;
    readonly redirect: 'manual';
    readonly signal: AbortSignal;
  },
) => Promise<Answer>;

export type HandoffPorts = { readonly send: Send; readonly clock: Clock };

/** A tool that another extension or MCP server offers to the editor. `inputSchema` is JSON Schema. */
export type TicketTool = { readonly name: string; readonly inputSchema?: unknown };

/** The ticket tools of the window. `call` resolves with the text of the answer and rejects where the tool says that it failed. */
export type TicketTools = {
  readonly list: readonly TicketTool[];
  call(name: string, input: Readonly<Record<string, unknown>>, signal: AbortSignal): Promise<string>;
};
