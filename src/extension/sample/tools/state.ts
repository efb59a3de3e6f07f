import * as z from 'zod';
import { badRequest, Refusal } from '../refusal.ts';
import { text, tool } from './tool.ts';

const key = text('Key of the state, for example runtime-investigate');

/** Contract §3.1 and §3.14: what skills remember about themselves, and the tenant's settings. */
export const stateTools = [
  tool({
    name: 'get_skill_state',
    description: 'Reads the stored state of a skill; null when there is none',
    args: z.object({ skill_state: key }),
    access: 'read',
    permissions: [],
    run: ({ skill_state }, { skillStates }) => {
      const state = skillStates.get(skill_state);
      return state === undefined ? null : { version: state.version, ...state.data };
    },
  }),
  tool({
    name: 'save_skill_state',
    description: 'Writes the state of a skill when the version is the one last read (0 on the first write)',
    args: z.object({
      skill_state: key,
      version: z.number().describe('The version last read; 0 on the first write'),
      data: z.record(z.string(), z.unknown()).describe('The full merged state, without its version'),
    }),
    access: 'state',
    permissions: [],
    run: ({ skill_state, version, data }, { skillStates }) => {
      if ('version' in data) throw badRequest('data must not contain version');
      const current = skillStates.get(skill_state)?.version ?? 0;
      if (version !== current) throw new Refusal(409, { type: 'conflict', message: `version conflict: the stored version is ${current}` });
      skillStates.set(skill_state, { version: current + 1, data });
      return { version: current + 1 };
    },
  }),
  tool({
    name: 'delete_skill_state',
    description: 'Forgets the state of a skill',
    args: z.object({ skill_state: key }),
    access: 'state',
    permissions: [],
    run: ({ skill_state }, { skillStates }) => ({ deleted: skillStates.delete(skill_state) }),
  }),
  tool({
    name: 'get_customer_settings',
    description: 'Settings of the tenant',
    args: z.object({}),
    access: 'read',
    permissions: [],
    run: () => ({ 'sage.next.enabled': true, customerId: 1234567, features: { responseActions: true } }),
  }),
];
