import { describe, expect, it } from 'vitest';
import type { Command } from '../../../../src/extension/core/model/command.ts';
import * as reads from '../../../../src/extension/core/remediate/surfaces/kubectlReads.ts';
import * as writes from '../../../../src/extension/core/remediate/surfaces/kubectlWrites.ts';
import { scaleObject } from '../../../../src/extension/core/remediate/surfaces/kubectlWrites.ts';
import type { JsonValue } from '../../../../src/extension/core/remediate/surfaces/patch.ts';
import { captureBefore } from '../../../../src/extension/core/remediate/undo/capture.ts';
import { ended } from '../probe/recordedTools.ts';
import { asRequest, captureWorld, deployment, pod, scope, storefront } from './world.ts';

const merge = (body: { readonly [key: string]: JsonValue }) => writes.patchObject(scope, storefront, { type: 'merge', body });
const steps = (...body: Extract<Parameters<typeof writes.patchObject>[2], { readonly type: 'json' }>['body']) =>
  writes.patchObject(scope, storefront, { type: 'json', body });

describe('what is captured before a change', () => {
  it('[R-22] is the earlier state of what is changed, with the version of the object, and nothing else', async () => {
    const { capture, asked } = captureWorld();
    const values = async (command: Command) => (await capture(command)).value;
    expect(await values(writes.labelObject(scope, pod, { app: null, quarantine: 'yes' }))).toEqual({
      ...{ about: 'marks', version: '41', values: { app: 'storefront', quarantine: null } },
    });
    expect(await values(scaleObject(scope, storefront, { to: 0 }))).toEqual({ about: 'replicas', version: '42', replicas: 3 });
    expect(await values(writes.rolloutUndo(scope, storefront, 1))).toEqual({ about: 'revision', version: '42', revision: 2 });
    expect(
      await values(merge({ spec: { paused: true, replicas: 1, template: { spec: { nodeSelector: { pool: 'none', q: 'y' } } } } })),
    ).toEqual({
      ...{ about: 'fields', version: '42' },
      fields: [
        { path: ['spec', 'paused'] },
        { path: ['spec', 'replicas'], value: 3 },
        { path: ['spec', 'template', 'spec', 'nodeSelector', 'pool'], value: 'web' },
        { path: ['spec', 'template', 'spec', 'nodeSelector', 'q'] },
      ],
    });
    expect(asked.every(({ access }) => access === 'read')).toBe(true);
  });

  const hiding: readonly (readonly [string, () => Command])[] = [
    ['an environment', () => steps({ op: 'replace', path: '/spec/template/spec/containers/0/env/1/value', value: 'slow' })],
    ['the arguments of a container', () => steps({ op: 'remove', path: '/spec/template/spec/containers/0/args' })],
    ['a container', () => steps({ op: 'replace', path: '/spec/template/spec/containers/0', value: { name: 'web' } })],
    [
      'a container of which nothing looks like a secret',
      () => steps({ op: 'replace', path: '/spec/template/spec/initContainers/0', value: { name: 'prepare' } }),
    ],
    ['the containers', () => merge({ spec: { template: { spec: { containers: [] } } } })],
    ['a template', () => merge({ spec: { template: null } })],
    ['all annotations', () => merge({ metadata: { annotations: null } })],
    ['what apply noted', () => writes.annotateObject(scope, storefront, { 'kubectl.kubernetes.io/last-applied-configuration': null })],
    ['an annotation of a secret name', () => writes.annotateObject(scope, storefront, { 'acme.com/token': 'x' })],
  ];

  it.each(hiding)('[R-24] keeps no secret for the journal: %s', async (_what, build) => {
    const { capture } = captureWorld();
    const { value } = await capture(build());
    expect(value).toMatchObject({ unkept: expect.stringContaining('may hold secrets') });
    expect(JSON.stringify(value)).not.toMatch(/hunter|fast/);
  });

  it('[R-22] is shown to a person as the whole object, masked and without what only the server keeps', async () => {
    const { capture } = captureWorld();
    const { object = '' } = await capture(writes.rolloutRestart(scope, storefront));
    expect(object).not.toMatch(/hunter|managedFields|resourceVersion|last-applied/);
    expect(JSON.parse(object)).toMatchObject({
      ...{ kind: 'Deployment', metadata: { annotations: { note: 'as it was', 'acme.com/token': '‹masked›' } } },
      spec: {
        template: {
          spec: { containers: [{ env: [{ value: '‹masked›' }, { value: 'fast' }], args: ['--password', '‹masked›', '--fast'] }] },
        },
      },
    });
  });

  it('[R-13] has another digest as soon as anything that the undo rests on is another', async () => {
    const command = scaleObject(scope, storefront, { to: 0 });
    const digestOf = async (object: object) => (await captureWorld(() => ({ json: object })).capture(command)).digest;
    const first = await digestOf(deployment);
    expect(await digestOf({ ...deployment, status: { readyReplicas: 1 } })).toBe(first);
    expect(await digestOf({ ...deployment, spec: { ...deployment.spec, replicas: 4 } })).not.toBe(first);
    expect(await digestOf({ ...deployment, metadata: { ...deployment.metadata, resourceVersion: '43' } })).not.toBe(first);
  });

  it('[R-22] tells the revision of a StatefulSet by its history', async () => {
    const database = { kind: 'statefulsets.apps', namespace: 'shop', name: 'database' } as const;
    const history = 'statefulset.apps/database \nREVISION  CHANGE-CAUSE\n2         <none>\n10        9 lives\n';
    const { capture } = captureWorld(({ argv }) =>
      argv[0] === 'rollout' ? { outcome: ended({ stdout: history }) } : { json: { metadata: { resourceVersion: '5' } } },
    );
    expect((await capture(writes.rolloutUndo(scope, database, 2))).value).toEqual({ about: 'revision', version: '5', revision: 10 });
  });

  it('is nothing for what changes nothing, and for what the tenant takes back itself', async () => {
    const { asking, asked } = captureWorld();
    const tried = scaleObject(scope, storefront, { to: 0 }, { dryRun: true });
    expect(await captureBefore(asRequest(tried), asking)).toBeUndefined();
    expect(await captureBefore(asRequest(reads.getObject(scope, pod)), asking)).toBeUndefined();
    expect(await captureBefore({ surface: 'sysdig', type: 'DELETE_POD', parameters: {} }, asking)).toBeUndefined();
    expect(await captureBefore({ surface: 'sysdigUndo', executionId: 'e-1' }, asking)).toBeUndefined();
    expect(asked).toEqual([]);
  });

  it('[R-22] fails rather than taking an answer of another form for an empty state', async () => {
    const of = (answer: unknown) => captureWorld(() => ({ json: answer })).capture(scaleObject(scope, storefront, { to: 0 }));
    for (const answer of [[], 'x', null, {}, { metadata: {} }]) await expect(of(answer)).rejects.toMatchObject({ reason: 'malformed' });
    const cut = captureWorld(() => ({ outcome: { ...ended({ stdout: JSON.stringify(deployment) }), cut: true } }));
    await expect(cut.capture(scaleObject(scope, storefront, { to: 0 }))).rejects.toMatchObject({ reason: 'malformed' });
  });
});
