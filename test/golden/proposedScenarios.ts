import type { BlastRadius } from '../../src/extension/core/model/blastRadius.ts';
import type { Evidence } from '../../src/extension/core/model/evidence.ts';
import type { Clock } from '../../src/extension/core/model/ports.ts';
import type { ProposedAction, Threat } from '../../src/extension/core/model/remediation.ts';
import type { ActionExecution } from '../../src/extension/core/model/responseAction.ts';
import { readReach } from '../../src/extension/core/remediate/availability/readReach.ts';
import { probeBlastRadius } from '../../src/extension/core/remediate/probe/probeBlastRadius.ts';
import { proposeActions } from '../../src/extension/core/remediate/propose/proposeActions.ts';
import { cloudIdentityOf } from '../../src/extension/core/remediate/threat/cloudIdentity.ts';
import { readThreat } from '../../src/extension/core/remediate/threat/readThreat.ts';
import { createReadTools } from '../../src/extension/core/tools/catalog.ts';
import { connect } from '../../src/extension/core/tools/connection.ts';
import { createResponseTools } from '../../src/extension/core/tools/responseTools.ts';
import { connectInMemory } from '../../src/extension/sample/inMemory.ts';
import { createSampleTenant } from '../../src/extension/sample/tenant.ts';
import type { ShopMachine } from '../unit/editor/remediation/shopMachine.ts';
import { account } from '../unit/remediate/probe/storefront.ts';

const now = Date.UTC(2026, 5, 10, 9, 41);
const log = { write: () => undefined };
export const clock: Clock = { now: () => now, sleep: async () => undefined };
export const { signal } = new AbortController();
export const scope = { context: 'prod-eu-1' };
const region = { region: 'eu-west-1' };
const away = (program: string) =>
  ({ usable: false, reason: `reading with ${program} was not allowed yet`, fix: `Allow reading with ${program} above` }) as const;

/** The sample tenant as one instant has it, over a real MCP server in memory. */
async function sample() {
  const tenant = createSampleTenant({ now: () => now });
  const endpoint = { label: { name: 'sample', sample: true }, address: 'sample tenant', open: () => connectInMemory(tenant) };
  const reached = await connect(endpoint, { clock, log, signal });
  if (reached.state !== 'reachable') throw reached.failure;
  return { tools: createReadTools(reached.connection, clock, log), responses: createResponseTools(reached.connection, clock, log) };
}

const tenant = sample();

export type Setting = {
  /** a machine whose tools may read and point at the place of the threat */
  readonly machine?: ShopMachine;
  readonly executions?: Evidence<readonly ActionExecution[]>;
  readonly workloadType?: string;
};

/** What is proposed for the events of some groups of the sample tenant, by how their titles begin; the first one has the trigger. */
export async function proposedFor(titles: readonly string[], setting: Setting = {}): Promise<readonly ProposedAction[]> {
  const { tools, responses } = await tenant;
  const threat = told(await readThreat(await seedOf(titles), tools, signal), setting);
  const reach = await readReach({ responses, eventId: threat.eventId, kubectl: away('kubectl'), aws: away('aws') }, signal);
  const isHere = setting.machine !== undefined;
  const pointing = { ...reach, kubectl: { usable: true, scope }, aws: { usable: true, scope: region } } as const;
  const given = { ...(isHere ? pointing : reach), ...(setting.executions !== undefined && { executions: setting.executions }) };
  const { actions } = proposeActions({ threat, radius: await probed(threat, setting), reach: given, now });
  return actions;
}

function told({ threat }: { readonly threat: Threat }, { workloadType }: Setting): Threat {
  return workloadType === undefined ? threat : { ...threat, scope: { ...threat.scope, workloadType } };
}

async function seedOf(titles: readonly string[]) {
  const { tools } = await tenant;
  const { value } = await tools.read('list_threats_engine_groups', { limit: 50, status: 'open' }, signal);
  const eventIds: string[] = [];
  for (const title of titles) {
    const group = value.groups.find((one) => one.title?.startsWith(title));
    if (group === undefined) throw new Error(`no group ${title}`);
    const threats = await tools.read('list_threats_engine_threats_by_group', { groupId: group.id }, signal);
    eventIds.push(...threats.value.flatMap((one) => one.eventIds));
  }
  const [eventId = ''] = eventIds;
  return { eventId, eventIds, depth: 'case' } as const;
}

async function probed(threat: Threat, { machine }: Setting): Promise<BlastRadius> {
  const { tools } = await tenant;
  const doors = machine && {
    kubectl: { commands: machine.commands, context: scope },
    aws: { commands: machine.commands, place: region, account },
  };
  return probeBlastRadius({ ...threat.scope, ...cloudIdentityOf(threat) }, { clock, sysql: tools, ...doors }, signal);
}
