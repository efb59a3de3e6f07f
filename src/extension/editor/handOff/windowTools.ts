import * as vscode from 'vscode';
import type { TicketTools } from '../../core/handoff/ports.ts';
import { tokenOf } from '../cancellation.ts';

/** The tools of other extensions and MCP servers that look like tickets; which of them do, the hand-off finds out (C-11). */
export function windowTools(): TicketTools {
  const list = vscode.lm.tools.filter(({ name }) => /atlassian|jira|linear/i.test(name));
  return {
    list: list.map(({ name, inputSchema }) => ({ name, inputSchema })),
    call: async (name, input, signal) => {
      // No chat asks for it, so there is no token of a conversation; VS Code may ask the user on its own.
      const options = { input, toolInvocationToken: undefined };
      try {
        return textOf(await vscode.lm.invokeTool(name, options, tokenOf(signal)));
      } catch (error) {
        // VS Code's own cancellation error is not the one that the rest of the code knows.
        signal.throwIfAborted();
        throw error;
      }
    },
  };
}

function textOf({ content }: vscode.LanguageModelToolResult): string {
  return content.flatMap((part) => (part instanceof vscode.LanguageModelTextPart ? [part.value] : [])).join('\n');
}
