import { describe, expect, it } from 'vitest';
import type { AllowedCommand } from '../../../../src/extension/core/model/command.ts';
import type { ActionRequest } from '../../../../src/extension/core/model/confirmation.ts';
import { previewEffect } from '../../../../src/extension/core/remediate/preview/previewEffect.ts';
import { yamlText } from '../../../../src/extension/core/remediate/preview/yamlText.ts';
import * as aws from '../../../../src/extension/core/remediate/surfaces/aws.ts';
import type { KubectlScope } from '../../../../src/extension/core/remediate/surfaces/kubectl.ts';
import { getObject } from '../../../../src/extension/core/remediate/surfaces/kubectlReads.ts';
import { standingClock } from '../../../fakes/standingClock.ts';
import { backup, everyKubectl } from '../everyCommand.ts';
import { ended, kubectlOver, type Recording, recordedTools } from '../probe/recordedTools.ts';
import { asRequest, deployment, pod, scope, storefront } from '../undo/world.ts';

const policy = { kind: 'NetworkPolicy', metadata: { name: 'isolate-storefront' }, spec: { podSelector: {} } };
const objects = kubectlOver({
  ...{ 'deployments.apps': [deployment], 'networkpolicies.networking.k8s.io': [policy], 'replicasets.apps': [] },
  pods: [
    { metadata: { name: 'storefront-1', labels: { app: 'storefront', tier: 'web' } }, spec: {} },
    { metadata: { name: 'storefront-2', labels: { app: 'storefront', tier: 'web' } }, spec: {}, status: { phase: 'Running' } },
    { metadata: { name: 'ended', labels: { app: 'storefront', tier: 'web' } }, spec: {}, status: { phase: 'Succeeded' } },
    { metadata: { name: 'of-another', labels: { app: 'storefront' } }, spec: {} },
  ],
});

/** `get` from the objects above; what the server tries out answers with the Deployment. */
const answering: Recording = (command) =>
  objects(command) ?? (command.argv.includes('--dry-run=server') ? { json: deployment } : undefined);

function world(recording: Recording = answering, place: KubectlScope = scope) {
  const { commands, asked } = recordedTools(recording);
  const asking = { commands, clock: standingClock(), signal: new AbortController().signal, scope: place };
  return { asked, preview: (request: ActionRequest) => previewEffect(request, asking) };
}

const isolate = (parameters: Readonly<Record<string, string>>): ActionRequest => ({
  ...{ surface: 'sysdig', type: 'ISOLATE_NETWORK' },
  parameters: { 'kubernetes.namespace.name': 'shop', 'kubernetes.workload.name': 'storefront', ...parameters },
});

describe('the preview of an effect', () => {
  it('[X-03] is asked for with reads and dry runs alone, at most two at once and the history of a way back', async () => {
    const writing = Object.entries(everyKubectl(scope)).filter(([, { access }]) => access === 'write');
    for (const [name, command] of writing) {
      const { asked, preview } = world();
      await preview(asRequest(command));
      expect([name, asked.map(({ access }) => access)]).toEqual([name, asked.map(() => 'read')]);
      expect([name, asked.length]).toEqual([name, name === 'rolloutUndo' ? 3 : 2]);
      const trial = asked.find(({ argv }) => argv[0] !== 'get') as AllowedCommand;
      expect([name, trial.argv.includes('--dry-run=server')]).toEqual([name, true]);
    }
  });

  it.each([
    [{ surface: 'sysdig', type: 'KILL_PROCESS', parameters: {} } as const, 'the tenant has no dry run'],
    [{ surface: 'sysdigUndo', executionId: 'e-1' } as const, 'the tenant has no dry run'],
    [asRequest(aws.deleteAccessKey({ region: 'eu-west-1' }, backup)), 'IAM has no dry run for this call'],
    [asRequest(getObject(scope, pod)), 'it only reads'],
  ])('[X-03] says that there is none, and asks nobody', async (request, why) => {
    const { asked, preview } = world();
    expect(await preview(request)).toEqual({ kind: 'none', why });
    expect(asked).toEqual([]);
  });

  it('[X-03] reads nothing without the read access, nor in another context than that of the access', async () => {
    const request = asRequest(everyKubectl(scope)['scaleObject'] ?? getObject(scope, pod));
    const { commands, asked } = recordedTools(answering);
    const asking = { commands, clock: standingClock(), signal: new AbortController().signal };
    expect(await previewEffect(request, asking)).toMatchObject({ kind: 'none', why: 'Reading with kubectl was not allowed' });
    expect(await previewEffect(isolate({ 'kubernetes.workload.type': 'deployment' }), asking)).toMatchObject({ kind: 'none' });
    const other = world(answering, { context: 'staging' });
    expect(await other.preview(request)).toMatchObject({ kind: 'none', why: expect.stringContaining('another kube-context') });
    expect([...asked, ...other.asked]).toEqual([]);
  });

  it('[X-03] says that kubectl does not print what a revision would be where it is not among the ReplicaSets', async () => {
    const request = asRequest(everyKubectl(scope)['rolloutUndo'] ?? getObject(scope, pod));
    expect(await world().preview(request)).toMatchObject({ kind: 'none', why: expect.stringContaining('does not print') });
  });

  it('[X-03] resolves what an isolation selects, expressions included, to the pods that are alive', async () => {
    const selector = { matchLabels: { app: 'storefront' }, matchExpressions: [{ key: 'tier', operator: 'In', values: ['web', 'api'] }] };
    const selecting = { ...deployment, spec: { ...deployment.spec, selector } };
    const { preview } = world((command) => (command.argv[1] === 'deployments.apps' ? { json: selecting } : objects(command)));
    expect(await preview(isolate({ 'kubernetes.workload.type': 'Deployment' }))).toEqual({
      ...{ kind: 'pods', selector: 'app=storefront,tier in (web,api)', pods: ['storefront-1', 'storefront-2'] },
    });
  });

  it('[X-03] does not guess which kind of workload an isolation means', async () => {
    for (const parameters of [{}, { 'kubernetes.workload.type': 'constructor' }, { 'kubernetes.workload.type': 'cronjob' }]) {
      const { asked, preview } = world();
      expect(await preview(isolate(parameters as Record<string, string>))).toMatchObject({
        kind: 'none',
        why: expect.stringContaining('no workload'),
      });
      expect(asked).toEqual([]);
    }
  });

  it('[X-03] tells a tool that fails as no preview, with its reason, and rejects only where it is cancelled', async () => {
    const request = asRequest(everyKubectl(scope)['scaleObject'] ?? getObject(scope, pod));
    const failing = world(() => ({ outcome: ended({ exitCode: 1, stderr: 'error: You must be logged in to the server (Unauthorized)' }) }));
    expect(await failing.preview(request)).toMatchObject({ kind: 'none', why: expect.stringContaining('have expired') });
    const { commands } = recordedTools(answering);
    const cancelled = previewEffect(request, { commands, clock: standingClock(), signal: AbortSignal.abort(), scope });
    await expect(cancelled).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('[X-03] masks every secret on both sides', async () => {
    const { preview } = world();
    const effect = await preview(asRequest(everyKubectl(scope)['patchObject'] ?? getObject(scope, storefront)));
    expect(effect).toMatchObject({
      kind: 'diff',
      before: expect.stringContaining('name: DB_PASSWORD'),
      after: expect.stringContaining('fast'),
    });
    expect(JSON.stringify(effect)).not.toMatch(/hunter|managedFields|resourceVersion|status/);
  });
});

describe('[X-03] an object as lines', () => {
  it('reads like a manifest, each value on a line of its own', () => {
    const object = {
      kind: 'Pod',
      spec: {
        containers: [
          { name: 'web', args: ['a', '-b'] },
          { name: 'x', env: [] },
        ],
        none: {},
        on: true,
        at: 3,
      },
    };
    expect(yamlText(object)).toBe(
      [
        ...['kind: Pod', 'spec:', '  containers:', '    - name: web', '      args:', '        - a', '        - "-b"', '    - name: x'],
        ...['      env: []', '  none: {}', '  "on": true', '  at: 3', ''],
      ].join('\n'),
    );
  });

  it('leaves no text that could be read as something else or turn the direction of writing', () => {
    const texts = { yes: 'true', number: '010', lines: 'a\nb: c', mark: '# no', turned: 'a\u202eb', colon: 'a: b', empty: '' };
    const lines = yamlText(texts).split('\n');
    expect(lines).toEqual([
      ...['"yes": "true"', 'number: "010"', 'lines: "a\\nb: c"', 'mark: "# no"', 'turned: "a\\u202eb"', 'colon: "a: b"', 'empty: ""', ''],
    ]);
  });
});
