import { describe, expect, it } from 'vitest';
import type { ProposedAction, Run, UndoPlan, Watch } from '../../../../src/extension/core/model/remediation.ts';
import { Grants } from '../../../../src/extension/core/remediate/places/grants.ts';
import type { KubectlAt, ToolPlace } from '../../../../src/extension/core/remediate/places/toolPlaces.ts';
import { proposeActions } from '../../../../src/extension/core/remediate/propose/proposeActions.ts';
import { inventoryOf } from '../../../../src/extension/core/remediate/session/inventory.ts';
import { emptyState, type RemediationState } from '../../../../src/extension/core/remediate/session/state.ts';
import { toRemediationView } from '../../../../src/extension/editor/remediation/remediationView.ts';
import { type RemediationAction, remediationView } from '../../../../src/webview/protocol/remediationPanel.ts';
import { actionNamed, given, miner, probed, sampleEvent, sampleThreat, threatOf, unprobed } from '../../remediate/propose/given.ts';
import { hostile } from '../../report/hostile.ts';
import { noon } from './remediationWorld.ts';

const threat = sampleThreat(...miner);
const { actions } = proposeActions(given(threat, await probed()));
const isolate = actionNamed(actions, 'ISOLATE_NETWORK');
const scale = actionNamed(actions, 'kubectl scale');
const at: KubectlAt = { context: 'prod-eu-1', cluster: 'prod-eu-1', server: 'https://prod.example', user: 'dana', fingerprint: 'f' };
const found: ToolPlace<KubectlAt> = { state: 'found', at, match: { kind: 'match' } };

function viewOf(change: Partial<RemediationState> = {}, grants = new Grants(), title = 'a threat') {
  const state: RemediationState = {
    ...{ ...emptyState, threat, inventory: inventoryOf(threat, []), kubectl: found, proposals: { actions, order: ['As it is.'] } },
    ...change,
  };
  const shown = toRemediationView(state, { title, eventId: threat.eventId, tenant: { name: 'acme', sample: false }, grants, summary: [] });
  return remediationView.parse(shown);
}

const rowOf = (action: ProposedAction, change: Partial<RemediationState> = {}): RemediationAction => {
  const row = viewOf(change)
    .stages.flatMap((stage) => stage.actions)
    .find(({ id }) => id === action.id);
  if (row === undefined) throw new Error(`no row of ${action.name}`);
  return row;
};

const undoAction: UndoPlan = { kind: 'undoAction' };
const run = (of: ProposedAction, change: Partial<Run> = {}): Partial<RemediationState> => {
  if (of.request === undefined) throw new Error('it can not be run');
  const begun: Run = {
    actionId: of.id,
    attempt: 'one',
    request: of.request,
    startedAt: noon,
    status: 'done',
    undo: undoAction,
    executionId: 'x1',
  };
  return { runs: new Map([[of.id, { ...begun, ...change }]]), decisions: new Map([[of.id, 'approved']]) };
};
const can = (row: RemediationAction) =>
  Object.entries(row.can)
    .filter(([, may]) => may)
    .map(([what]) => what);
const undone = (status: 'in_progress' | 'done' | 'failed') => ({ undone: { at: noon, status } });

describe('[R-26] the buttons of a row', () => {
  it.each<[string, Partial<RemediationState>, readonly string[]]>([
    ['pending', {}, ['select', 'run', 'preview', 'file']],
    ['asked about, or under way', { busy: isolate.id }, ['preview', 'cancel']],
    ['beside one that is under way', { busy: scale.id }, ['preview']],
    ['done', run(isolate), ['preview', 'undo']],
    ['done, while another is under way', { ...run(isolate), busy: scale.id }, ['preview']],
    ['done without anything to take back', run(isolate, { undo: { kind: 'nothing' } }), ['preview']],
    ['done and only a person can take it back', run(isolate, { undo: { kind: 'manual', recovery: 'by hand' } }), ['preview']],
    ['being taken back, as far as is known', run(isolate, undone('in_progress')), ['preview', 'checkAgain']],
    ['taken back', run(isolate, undone('done')), ['select', 'run', 'preview', 'file']],
    ['not taken back after all', run(isolate, undone('failed')), ['preview', 'undo']],
    ['in progress', run(isolate, { status: 'in_progress' }), ['preview', 'checkAgain']],
    ['failed', run(isolate, { status: 'failed' }), ['select', 'run', 'preview', 'file']],
    ['failed with an unclear effect', run(isolate, { status: 'failed', unclear: true }), ['select', 'run', 'preview', 'file', 'undo']],
    ['declined', { decisions: new Map([[isolate.id, 'declined']]) }, ['select', 'run', 'preview', 'file']],
    ['filed', { decisions: new Map([[isolate.id, 'filed']]) }, ['select', 'run', 'preview']],
    ['read-only', { readOnly: true }, ['preview', 'file']],
    ['read-only and done', { ...run(isolate), readOnly: true }, ['preview']],
  ])('that is %s', (_what, change, buttons) => {
    expect(can(rowOf(isolate, change)).toSorted()).toEqual([...buttons].toSorted());
  });

  it('[R-18] of what only a person can do is its ticket alone, and says so', () => {
    const ticket = proposeActions(given(sampleThreat('CloudTrail Logging Disabled'), unprobed)).actions.find(
      ({ surface }) => surface === 'ticket',
    );
    if (ticket === undefined) throw new Error('no ticket is proposed');
    const row = rowOf(ticket, { proposals: { actions: [ticket], order: [] } });
    expect(can(row)).toEqual(['file']);
    expect(row.blocked).toBe('It can only be done by hand: file it as a ticket.');
    expect(row.request).toBe(ticket.line);
  });

  it('[R-10] of what is unavailable say why, and how to get there', () => {
    const off = { ...isolate, availability: { state: 'unavailable', reason: 'no CLUSTER responder', fix: 'Install it' } } as const;
    const row = rowOf(off, { proposals: { actions: [off], order: [] } });
    expect(can(row)).toEqual(['preview', 'file']);
    expect(row).toMatchObject({ blocked: 'no CLUSTER responder.', availability: { fix: 'Install it' } });
  });

  it('[R-10] of what can not be parameterised are off', () => {
    const { request: _request, ...bare } = isolate;
    const row = rowOf(bare, { proposals: { actions: [bare], order: [] } });
    expect(can(row)).toEqual(['file']);
    expect(row.blocked).toBe('What it needs is not known.');
  });
});

describe('[X-04] where a tool points', () => {
  const elsewhere: ToolPlace<KubectlAt> = {
    ...found,
    at: { ...at, context: 'staging' },
    match: { kind: 'mismatch', why: 'context staging is of cluster staging, the threat is in prod-eu-1', other: 'prod-eu-1' },
  };

  it('turns off the buttons of its own surface alone where that is not the place of the threat', () => {
    expect(rowOf(scale, { kubectl: elsewhere })).toMatchObject({ can: { run: false, select: false, file: true } });
    expect(rowOf(scale, { kubectl: elsewhere }).blocked).toContain('context staging is of cluster staging');
    expect(rowOf(isolate, { kubectl: elsewhere }).can.run).toBe(true);
  });

  it('is said with what to switch, or what can not be told', () => {
    const guard = (kubectl: ToolPlace<KubectlAt>) => viewOf({ kubectl }).guard[0];
    expect(guard(elsewhere)).toMatchObject({ points: 'staging', match: 'mismatch', canGrant: false });
    expect(guard(elsewhere)?.note).toMatch(/`kubectl config use-context prod-eu-1`/);
    expect(guard(found)).toEqual({ surface: 'kubectl', grant: 'none', points: 'prod-eu-1', match: 'match', canGrant: true });
    expect(guard({ ...found, match: { kind: 'cannotTell', why: 'the threat names no cluster' } })).toMatchObject({
      match: 'cannotTell',
      note: 'Can not tell whether it is the same place: the threat names no cluster.',
      canGrant: true,
    });
    expect(guard({ state: 'absent', why: 'kubectl is not installed', fix: 'Install it' })).toEqual({
      ...{ surface: 'kubectl', grant: 'none', match: 'absent', canGrant: false },
      note: 'kubectl is not installed. Install it.',
    });
  });

  it.each([
    ['read', 'read', false],
    ['readOnly', 'read', false],
    ['refused', 'refused', true],
  ] as const)('is shown with what was answered: %s', (answer, grant, canGrant) => {
    const grants = new Grants();
    grants.give('kubectl', answer);
    expect(viewOf({}, grants).guard[0]).toMatchObject({ grant, canGrant });
  });
});

describe('[R-20] the watch', () => {
  const watch: Watch = { state: 'watching', polls: 3, of: 10, since: noon, refires: [], timeline: [{ at: noon, text: 'Watching.' }] };
  it.each([
    [{}, '3 of 10 looks: it did not fire again.', false],
    [{ state: 'still_active', refires: ['e1'] }, '3 of 10 looks: it fired again once.', false],
    [{ state: 'still_active', refires: ['e1', 'e2'] }, '3 of 10 looks: it fired again 2 times.', false],
    [{ state: 'still_active', refires: ['e1'], refireCount: 140 }, '3 of 10 looks: it fired again 140 times.', false],
    [{ state: 'cleared' }, '3 of 10 looks: it did not fire again.', true],
    [{ state: 'inconclusive' }, '3 of 10 looks: it did not fire again.', true],
    [{ state: 'stopped' }, '3 of 10 looks: it did not fire again.', true],
  ] as const)('%j reads "%s"', (change, line, canWatchLonger) => {
    expect(viewOf({ watch: { ...watch, ...change } as Watch }).watch).toMatchObject({ line, canWatchLonger });
  });
});

describe('[K-07] names of an attacker', () => {
  it.each(hostile)('%j is plain, visible text wherever it stands, and changes nothing that is sent', (name) => {
    const event = sampleEvent(miner[0]);
    const named = threatOf({ ...event, rule: name, scope: { ...event.scope, pod: name, host: name } });
    const proposals = proposeActions(given(named, unprobed));
    const view = viewOf(
      {
        threat: { ...named, title: name },
        inventory: inventoryOf(named, [name]),
        proposals,
        reading: { words: name, understood: [], unclear: [name] },
      },
      new Grants(),
      name,
    );
    expect(JSON.stringify(view)).not.toMatch(/\p{Cc}|[\u202A-\u202E\u2066-\u2069\u200B-\u200F]|\\u00(?:0[0-8bcef]|1[0-9a-f]|7f)/u);
    for (const row of view.stages.flatMap((stage) => stage.actions)) expect(`${row.on}${row.does}${row.why.text}`).not.toMatch(/\]\(/);
  });
});

describe('[R-08] the mini-map', () => {
  it('stands in its order, each line with what says it, each gap with what would', async () => {
    const radius = await probed();
    const shown = viewOf({ radius }).radius;
    expect(shown.map(({ topic }) => topic)).toEqual([
      ...['Workload', 'Inbound', 'Outbound', 'Beside it', 'Cloud identity', 'Budgets and autoscalers', 'Rights'],
    ]);
    for (const { gap, cites, text } of shown.flatMap(({ lines }) => lines)) {
      if (gap) expect(text).toMatch(/unknown: probe with (?:kubectl|aws|sysql)/);
      else expect(cites).not.toEqual([]);
    }
  });
});
