import * as z from 'zod';
import { badRequest, Refusal } from '../refusal.ts';
import { runSysql } from '../sysql.ts';
import { uuid } from '../world.ts';
import { text, tool } from './tool.ts';

/** Contract §3.8–§3.9. */
export const sysqlTools = [
  tool({
    name: 'run_sysql',
    description: 'Runs a SysQL query over the inventory',
    args: z.object({ sysql_query: text('For example: MATCH KubeWorkload AS wl RETURN wl.name AS name LIMIT 50;') }),
    access: 'read',
    permissions: ['sage.exec', 'risks.read'],
    run: ({ sysql_query }, { world }) => ({
      id: uuid(`sysql/${sysql_query}`),
      entities: {},
      items: runSysql(sysql_query, world.assets),
      summary: { available_after: 4, consumed_after: 11, total_time: 15 },
    }),
  }),
  tool({
    name: 'generate_sysql',
    description: 'Translates a question into SysQL',
    args: z.object({ question: text('The question in plain words') }),
    access: 'read',
    permissions: ['sage.exec'],
    run: ({ question }) => {
      if (question.trim() === '') throw badRequest('question must not be empty');
      // The sample tenant has no language model; real ones answer the same to Service Account tokens (contract §3.9).
      throw new Refusal(500, { type: 'internal_error', message: 'SysQL generation is not available in this tenant' });
    },
  }),
];
