import * as z from 'zod';
import { number, text, tool } from './tool.ts';

const executionId = z.object({ action_execution_id: text('Id of the execution') });
const read = ['containment-response-actions.read'];
const execute = ['containment-response-actions.exec'];

/** Contract §3.15–§3.20. */
export const responseTools = [
  tool({
    name: 'list_response_actions',
    description: 'The catalogue of response actions, or those that are possible in the context of an event',
    args: z.object({ context_event_id: text('Event whose responders are asked').optional() }),
    access: 'read',
    permissions: read,
    run: ({ context_event_id }, tenant) => {
      if (context_event_id === undefined) return { data: tenant.responses.catalogue() };
      const event = tenant.events().find(({ id }) => id === context_event_id);
      return { data: event === undefined ? [] : tenant.responses.catalogue(event) };
    },
  }),
  tool({
    name: 'submit_response_action',
    description: 'Submits a response action; poll its execution for the outcome',
    args: z.object({
      action_type: text('Type as in the catalogue'),
      parameters: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).describe('Parameters as in the catalogue'),
    }),
    access: 'act',
    permissions: execute,
    run: ({ action_type, parameters }, { responses }) => responses.submit(action_type, parameters),
  }),
  tool({
    name: 'get_response_action_status',
    description: 'The state of an execution',
    args: executionId,
    access: 'read',
    permissions: read,
    run: ({ action_execution_id }, { responses }) => responses.poll(action_execution_id),
  }),
  tool({
    name: 'list_response_action_executions',
    description: 'Executions, newest first; page by offset until fewer rows than the limit come back',
    args: z.object({ limit: number('25 when absent').optional(), offset: number('0 when absent').optional() }),
    access: 'read',
    permissions: read,
    run: ({ limit = 25, offset = 0 }, { responses }) => ({ data: responses.executions().slice(offset, offset + limit) }),
  }),
  tool({
    name: 'undo_response_action',
    description: 'Undoes a completed execution once; the answer is a new execution',
    args: executionId,
    access: 'act',
    permissions: execute,
    run: ({ action_execution_id }, { responses }) => responses.undo(action_execution_id),
  }),
  tool({
    name: 'get_capture_storage',
    description: 'Where captures, logs and acquired files go',
    args: z.object({}),
    access: 'read',
    permissions: ['data-gathering-response-actions.read'],
    run: (_args, { responses }) => responses.storage(),
  }),
];
