import { expect, it } from 'vitest';
import type { ActionRequest, Shown } from '../../src/extension/core/model/confirmation.ts';
import type { ProposedAction, UndoPlan } from '../../src/extension/core/model/remediation.ts';
import type { ActionExecution } from '../../src/extension/core/model/responseAction.ts';
import { proposeActions } from '../../src/extension/core/remediate/propose/proposeActions.ts';
import { showAction, showUndo } from '../../src/extension/core/remediate/session/showAction.ts';
import { captureBefore } from '../../src/extension/core/remediate/undo/capture.ts';
import { guarded } from '../../src/extension/core/remediate/undo/guarded.ts';
import { planUndo } from '../../src/extension/core/remediate/undo/planUndo.ts';
import { plainPhrase } from '../../src/extension/core/report/plainText.ts';
import { type ShopMachine, shopMachine } from '../unit/editor/remediation/shopMachine.ts';
import * as shop from '../unit/remediate/probe/storefront.ts';
import { evidenceOf, given, probed, sampleEvent, threatOf } from '../unit/remediate/propose/given.ts';
import { clock, proposedFor, type Setting, scope, signal } from './proposedScenarios.ts';

const whole = [
  'Cryptominer dropped through storefront web shell',
  'Instance credentials stolen from the metadata service',
  'Access key created, CloudTrail stopped and bucket opened',
] as const;

/** The incidents of the sample tenant and how the titles of their groups begin. */
const scenarios: readonly (readonly [name: string, ...titles: readonly string[]])[] = [
  ['web-shell', ...whole],
  ['host-persistence', 'Cron job and systemd unit planted'],
  ['pod-exec', 'Shell opened in the ledger pod'],
  ['poisoned-image', 'New binary executed in recommender'],
  ['prompt-injection', 'AI agent tricked'],
  ['plain-discovery', 'Geolocation discovery'],
  ['known-malware', 'Known malware prevented'],
];

it.each(scenarios)('[R-13] the dialogs and lines of sample incident %s, where kubectl and aws may not be used', async (name, ...titles) => {
  await golden(`sample-${name}`, await proposedFor(titles));
});

/** The account of the shop under the names that the incident has. */
const iam = JSON.parse(
  JSON.stringify(shop.iam)
    .replaceAll('storefront-irsa', 'ec2-role-storefront')
    .replaceAll('ci-backup', 'backup-admin')
    .replaceAll('AKIAIOSFODNN7EXAMPLE', 'AKIAEXAMPLEBACKUP001'),
) as Readonly<Record<string, unknown>>;

it('[R-13] [R-15] [R-22] the dialogs and command lines of kubectl and aws on a probed shop, with what takes each back', async () => {
  const machine = shopMachine({ iam });
  await golden('probed-shop', ofTools(await proposedFor(whole, { machine })), machine);
});

it('[R-13] those of a CronJob', async () => {
  const [deployment] = shop.objects['deployments.apps'];
  const [, pod] = shop.objects.pods;
  const metadata = { name: 'storefront', namespace: 'shop', uid: 'uid-storefront' };
  const owner = { apiVersion: 'batch/v1', kind: 'CronJob', name: 'storefront', uid: 'uid-storefront', controller: true };
  const machine = shopMachine({
    objects: {
      ...{ 'deployments.apps': [], 'replicasets.apps': [] },
      'cronjobs.batch': [{ metadata, spec: { suspend: false, jobTemplate: { spec: { template: deployment.spec.template } } } }],
      pods: [{ ...pod, metadata: { ...pod?.metadata, ownerReferences: [owner] } }],
    },
  });
  const setting: Setting = { machine, workloadType: 'cronjob' };
  const actions = await proposedFor([whole[0]], setting);
  await golden('probed-cronjob', ofTools(actions), machine);
});

it('[R-13] [R-22] that of a policy which an isolation left behind', async () => {
  const machine = shopMachine();
  const parameters = { 'kubernetes.cluster.name': 'prod-eu-1', 'kubernetes.namespace.name': 'shop' };
  const isolation: ActionExecution = {
    ...{ id: 'x1', type: 'ISOLATE_NETWORK', state: 'completed', context: {}, parameters },
    outputs: { network_policy_name: 'default-deny' },
  };
  const undo: ActionExecution = {
    id: 'x2',
    type: 'DELETE_NETWORK_POLICY',
    state: 'completed',
    undoes: 'x1',
    parameters: {},
    context: {},
    outputs: {},
  };
  const executions = evidenceOf([isolation, undo], 'list_response_action_executions', {});
  const actions = await proposedFor([whole[0]], { machine, executions });
  await golden(
    'probed-left-policy',
    actions.filter((action) => action.name === 'kubectl delete networkpolicy'),
    machine,
  );
});

it('[R-13] [R-22] that of taking the token out of the pods', async () => {
  const { labels, scope: place } = sampleEvent('Execution from /dev/shm');
  const read = { ...sampleEvent('Read Service Account Token'), labels, scope: place };
  const { actions } = proposeActions(given(threatOf(read), await probed()));
  await golden(
    'probed-token',
    actions.filter(({ name }) => name === 'kubectl patch'),
    shopMachine(),
  );
});

const ofTools = (actions: readonly ProposedAction[]) => actions.filter(({ surface }) => surface === 'kubectl' || surface === 'aws');

/** One action of each kind: its dialog with the one that takes it back, or the line that a person would run. */
async function golden(name: string, actions: readonly ProposedAction[], machine?: ShopMachine): Promise<void> {
  expect(actions.length).toBeGreaterThan(0);
  const each = [...new Map(actions.toReversed().map((action) => [action.name, action])).values()].toReversed();
  const texts = await Promise.all(
    each.map((action) => (action.request === undefined ? byHand(action) : dialogs(action, action.request, machine))),
  );
  const head = `# ${name}: one action of each kind, in the order of the list\n`;
  await expect(`${[head, ...texts].join('\n')}`).toMatchFileSnapshot(`dialogs/${name}.txt`);
}

function byHand({ name, on, line, availability, does, reversibility }: ProposedAction): string {
  const how = reversibility.kind === 'never' ? reversibility.recovery : reversibility.how;
  const why = availability.state === 'unavailable' ? `${availability.reason}. ${availability.fix}.` : availability.reason;
  return block(`${name}: ${plainPhrase(on)} (no dialog: ${why})`, [
    line,
    `Does: ${plainPhrase(does)}`,
    `${reversibility.kind}: ${plainPhrase(how)}`,
  ]);
}

async function dialogs(action: ProposedAction, proposed: ActionRequest, machine: ShopMachine | undefined): Promise<string> {
  const asking = { commands: (machine ?? shopMachine()).commands, clock, signal, scope };
  const captured = proposed.surface === 'command' ? await captureBefore(proposed, asking) : undefined;
  const request = guarded(proposed, captured);
  const undo = planUndo(request, captured, { undoable: action.reversibility.kind === 'undo' });
  const place = { place: 'here', where: whereOf(request) };
  const shown = showAction(action, request, { ...place, undo });
  const back = undoRequest(undo);
  const taking = back === undefined ? [] : [dialog(showUndo({ name: action.name, on: plainPhrase(action.on) }, back, place))];
  return [dialog(shown), ...taking].join('\n');
}

function whereOf(request: ActionRequest): string {
  if (request.surface !== 'command') return 'the sample tenant';
  return request.command.program === 'kubectl'
    ? 'context prod-eu-1, cluster prod-eu-1, user dana, for tenant acme, eu1'
    : 'account 123456789012 as arn:aws:iam::123456789012:user/dana, for tenant acme, eu1';
}

function undoRequest(undo: UndoPlan): ActionRequest | undefined {
  if (undo.kind === 'command') return { surface: 'command', command: undo.command };
  return undo.kind === 'undoAction' ? { surface: 'sysdigUndo', executionId: '0194f2c0-0000-7000-8000-000000000000' } : undefined;
}

function dialog({ title, lines, typed }: Shown): string {
  return block(title, [...lines, ...(typed === undefined ? [] : [`(asks to type: ${typed})`])]);
}

function block(title: string, lines: readonly string[]): string {
  return `\n## ${title}\n\n${lines.join('\n')}\n`;
}
