import type { Case, Step, TenantLabel } from '../../../../src/extension/core/model/case.ts';
import type { Cites, Claim, Evidence, EvidenceId, Exhibit, Source } from '../../../../src/extension/core/model/evidence.ts';
import { Failure } from '../../../../src/extension/core/model/failure.ts';
import { code, type Phrase, phrase, text, time } from '../../../../src/extension/core/model/phrase.ts';
import { eventRow } from '../../../../src/extension/core/tools/eventRow.ts';
import type { ReadTools } from '../../../../src/extension/core/tools/readTools.ts';
import { bareGroupCase } from '../../../fixtures/cases/bareGroup.ts';
import { digestOf } from './digest.ts';

const { signal } = new AbortController();
const groupId = '019e09ad-0d44-7b2e-9b8d-e123e9c53464';
export const execEvent = '4dc4094c511f604b7a39e899581a964a';
export const shellEvent = '791416a667ee21c84ea20fa2e4722845';
const tokenEvent = 'ccda688e5dec501c90a5f85495b079b6';

const cites = (...ids: string[]) => ids as unknown as Cites;
const says = (words: Phrase, ...ids: string[]): Claim => ({ phrase: words, cites: cites(...ids) });

/**
 * A case of the sample tenant's pod-exec incident in few words of our own, over answers that the tenant really gave: what the editor does with a
 * case must not depend on how the engine tells one.
 */
export async function ledgerCase(tools: ReadTools, tenant: TenantLabel): Promise<Case> {
  const evidence = await answers(tools);
  const steps = [
    step('S1', Date.UTC(2026, 5, 10, 6, 20, 0), phrase`${code('dana@acme.example')} opened a shell in pod ${text('ledger-0')}`, 'entry'),
    step('S2', Date.UTC(2026, 5, 10, 6, 20, 2), phrase`${code('runc')} started ${code('sh')}`, 'step'),
    step('S3', Date.UTC(2026, 5, 10, 6, 21, 50), phrase`${code('cat')} read ${code('serviceaccount/token')}`, 'malicious'),
  ];
  return {
    ...bareGroupCase,
    tenant,
    trigger: {
      ...bareGroupCase.trigger,
      id: groupId,
      groupId,
      eventId: tokenEvent,
      title: 'Shell in the ledger pod',
      cites: cites('E3', 'E5'),
    },
    tactic: { confidence: 1, cites: cites('E3') },
    status: 'done',
    summary: [says(phrase`${code('dana@acme.example')} opened a shell; then ${code('cat')} read a token`, 'E1', 'E2', 'E3')],
    triggerFacts: [
      says(phrase`It fired at ${time(Date.UTC(2026, 5, 10, 6, 21, 50))}`, 'E3'),
      says(phrase`The process ran as user ${code('app')}`, 'E3'),
    ],
    processEvidence: { status: 'done', value: [says(phrase`The description says that ${code('sh')} started ${code('cat')}`, 'E7')] },
    chain: { ...bareGroupCase.chain, boundaries: [{ id: 'B1', kind: 'cluster', label: 'pay-eu-2' }], steps },
    resource: {
      status: 'done',
      value: [
        says(phrase`The inventory has no other workload`, 'E11'),
        says(phrase`The inventory does not know it`, 'E11'),
        says(phrase`The inventory knows no control that it violates`, 'E11', 'E7'),
      ],
    },
    coverage: ['one', 'two', 'three', 'four', 'five', 'six'].map((name) => ({
      name,
      asked: `look ${name}`,
      status: 'done',
      cites: cites('E9'),
    })),
    evidence: evidence.map((one, index): Exhibit => ({ ...one, id: `E${index + 1}` as EvidenceId })),
  };
}

function step(id: string, at: number, action: Phrase, role: Step['role']): Step {
  return { id, at, action, boundary: 'B1', role, times: 1, eventIds: [], cites: cites(id.replace('S', 'E')) };
}

/** In the order of their numbers: calls of ten tools, one row of a list, and one call that the tenant refuses. */
async function answers(tools: ReadTools): Promise<readonly Exhibit[]> {
  const cluster = 'kubernetes.cluster.name = "pay-eu-2"';
  const page = await tools.read('list_runtime_events', { scopeHours: 6, limit: 200, filter: cluster }, signal);
  const event = page.value.events.find(({ id }) => id === tokenEvent);
  if (event === undefined) throw new Error('the sample tenant has the event');
  const query = "MATCH KubeWorkload AS wl WHERE wl.clusterName = 'pay-eu-2' RETURN wl.name AS name LIMIT 50;";
  const read = [
    await tools.read('get_event_info', { eventId: execEvent }, signal),
    await tools.read('get_event_info', { eventId: shellEvent }, signal),
    await tools.read('get_event_info', { eventId: tokenEvent }, signal),
    await tools.read('list_threats_engine_groups', { limit: 50, status: 'open' }, signal),
    await tools.read('get_threats_engine_group', { groupId }, signal),
    await tools.read('get_event_process_tree', { eventId: tokenEvent }, signal),
    await tools.read('list_threats_engine_threats_by_group', { groupId }, signal),
    await tools.read('count_runtime_events', { scopeHours: 6, filter: cluster }, signal),
    page,
    eventRow(page, event),
    await tools.read('run_sysql', { query }, signal),
    await tools.read('fetch_threat_intelligence_feed', {}, signal),
  ];
  return [...read.map(asExhibit), await refused(tools)];
}

function asExhibit({ value: _value, ...exhibit }: Evidence): Exhibit {
  return exhibit;
}

async function refused(tools: ReadTools): Promise<Exhibit> {
  const source: Source = { kind: 'mcp', tool: 'get_threats_engine_threat', args: { threatId: groupId } };
  const error: unknown = await tools.read('get_threats_engine_threat', { threatId: groupId }, signal).catch((one: unknown) => one);
  if (!Failure.is(error)) throw new Error('a group is no threat');
  const at = '2026-06-10T09:41:00.000Z';
  return { id: 'E13' as EvidenceId, source, at, digest: digestOf(''), raw: '', failure: error.why };
}
