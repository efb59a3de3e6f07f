import { randomUUID } from 'node:crypto';
import type { ActingCommands, AllowedCommand, Commands } from '../../src/extension/core/model/command.ts';
import type { Answer, Shown } from '../../src/extension/core/model/confirmation.ts';
import { Failure } from '../../src/extension/core/model/failure.ts';
import type { ProposedAction, Run } from '../../src/extension/core/model/remediation.ts';
import { Grants } from '../../src/extension/core/remediate/places/grants.ts';
import type { ReadQuestion, WriteQuestion } from '../../src/extension/core/remediate/session/asks.ts';
import { RemediationSession } from '../../src/extension/core/remediate/session/session.ts';
import type { SessionPorts } from '../../src/extension/core/remediate/session/sessionPorts.ts';
import { createReadTools } from '../../src/extension/core/tools/catalog.ts';
import { connect } from '../../src/extension/core/tools/connection.ts';
import { createResponseTools } from '../../src/extension/core/tools/responseTools.ts';
import { connectInMemory } from '../../src/extension/sample/inMemory.ts';
import { createSampleTenant } from '../../src/extension/sample/tenant.ts';
import type { World } from '../../src/extension/sample/world.ts';
import { hastyClock } from '../fakes/hastyClock.ts';
import { memoryJournal } from '../fakes/memoryJournal.ts';
import { signal } from './cluster.ts';

export type Machine = Commands & ActingCommands;

const quiet = { write: () => undefined };

/**
 * The sample tenant over its own protocol, with one of its threats: the events of these rules, the first of them the trigger. Its clock is the session's.
 * `prepare` may tell the tenant more before anybody asks it.
 */
export async function sampleThreat(rules: readonly [string, ...string[]], prepare: (world: World) => void = () => undefined) {
  const clock = hastyClock();
  const now = () => clock.now();
  const { world } = createSampleTenant({ now });
  prepare(world);
  const tenant = createSampleTenant({ now, world });
  const label = { name: 'acme', region: 'eu1', sample: false };
  const reached = await connect({ label, address: 'memory', open: () => connectInMemory(tenant) }, { clock, log: quiet, signal });
  if (reached.state !== 'reachable') throw reached.failure;
  const ids = rules.map((rule) => world.events.find(({ content }) => content?.ruleName === rule)?.id);
  const [eventId = '', ...others] = ids.filter((id) => id !== undefined);
  const { connection } = reached;
  return {
    ...{ clock, tenant: label, tools: createReadTools(connection, clock, quiet), responses: createResponseTools(connection, clock, quiet) },
    seed: { eventId, title: rules[0], eventIds: others, depth: 'case' },
    close: () => connection.close(),
  } as const;
}

type Given = Awaited<ReturnType<typeof sampleThreat>>;

type Ports = Pick<SessionPorts, 'machine' | 'kubePlace' | 'awsScope' | 'journal' | 'window' | 'grants'>;

/** A person at the dialogs, who says yes to everything until a test has them say something else. */
export type Person = {
  read: (question: ReadQuestion) => Promise<'read' | 'readOnly' | 'refused'>;
  write: (question: WriteQuestion) => Promise<'yes' | 'no' | 'file'>;
  confirm: (shown: Shown) => Promise<Answer>;
};

/** A remediation as a window has it, with everything that it asked, said, started and reported. Without a machine it starts nothing. */
export function sessionOn({ close: _close, ...threat }: Given, ports: Partial<Ports> = {}) {
  const person: Person = { read: async () => 'read', write: async () => 'yes', confirm: async () => 'run' };
  const asked = { reads: [] as ReadQuestion[], writes: [] as WriteQuestion[], shown: [] as Shown[] };
  const [said, reported]: [string[], unknown[]] = [[], []];
  const started: AllowedCommand[] = [];
  const ended = new AbortController();
  const session = new RemediationSession({
    ...{ ...threat, kubePlace: {}, awsScope: { region: 'eu-west-1' }, journal: memoryJournal(), grants: new Grants() },
    ...{ window: randomUUID(), log: quiet, narrator: { say: (line) => said.push(line) } },
    ...ports,
    ...(ports.machine !== undefined && { machine: watchedMachine(ports.machine, started) }),
    asks: {
      read: (question) => person.read(keep(asked.reads, question)),
      write: (question) => person.write(keep(asked.writes, question)),
      confirm: (shown) => person.confirm(keep(asked.shown, shown)),
    },
    ...{ tickets: async () => ['Jira OPS'], file: async () => 'OPS-1', onState: () => undefined, ended: ended.signal },
    report: (error) => reported.push(error),
  });
  const action = (name: string): ProposedAction => {
    const found = session.state.proposals.actions.find((one) => one.name === name);
    if (found === undefined) throw new Error(`no ${name} among ${session.state.proposals.actions.map((one) => one.name).join(', ')}`);
    return found;
  };
  return {
    ...{ session, person, asked, said, reported, started, action },
    on: (surface: ProposedAction['surface']) => session.state.proposals.actions.filter((one) => one.surface === surface),
    runOf: (name: string): Run | undefined => session.state.runs.get(action(name).id),
    /** what changed something, as it was started */
    written: () => started.filter(({ access }) => access === 'write'),
    /** the last failure that a method reported; any fault of our own fails the test */
    failure: (): Failure => {
      const last = reported.at(-1);
      if (!Failure.is(last)) throw last ?? new Error('nothing was reported');
      return last;
    },
  };
}

function keep<T>(list: T[], one: T): T {
  list.push(one);
  return one;
}

function watchedMachine(machine: Machine, started: AllowedCommand[]): Machine {
  return {
    find: (program, at) => machine.find(program, at),
    run: (command, options) => machine.run(keep(started, command), options),
    act: (command, yes, options) => machine.act(keep(started, command), yes, options),
  };
}

/** The same machine with less patience, so that what hangs is not waited for. */
export function impatient(machine: Machine, timeoutMs: number): Machine {
  return {
    find: (program, at) => machine.find(program, at),
    run: (command, options) => machine.run(command, { ...options, timeoutMs }),
    act: (command, yes, options) => machine.act(command, yes, { ...options, timeoutMs }),
  };
}
