import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { shown } from '../../src/extension/core/remediate/surfaces/shown.ts';
import { plainPhrase } from '../../src/extension/core/report/plainText.ts';
import { hasCluster, realCluster, signal } from './cluster.ts';
import { alsoReadsToken, minerRules, namespace, openIncident, podName, tokenRule } from './incident.ts';
import { sampleThreat, sessionOn } from './realSession.ts';

type Session = ReturnType<typeof sessionOn>;

describe.skipIf(!hasCluster)('a remediation on a real API', () => {
  let cluster: ReturnType<typeof realCluster>;
  let threat: Awaited<ReturnType<typeof sampleThreat>>;
  beforeAll(async () => {
    cluster = realCluster();
    threat = await sampleThreat([...minerRules, tokenRule], alsoReadsToken);
    openIncident(cluster);
  });
  afterAll(async () => {
    await threat.close();
    cluster.close();
  });

  const begin = async (context?: string): Promise<Session> => {
    const kubePlace = { kubeconfig: cluster.kubeconfig, ...(context !== undefined && { context }) };
    const at = sessionOn(threat, { machine: cluster.commands, kubePlace });
    await at.session.open();
    return at;
  };
  /** The object without what the server counts up with every write. */
  const live = (kind: string, name: string) => {
    const object = cluster.object(kind, name, namespace);
    for (const key of ['resourceVersion', 'generation', 'managedFields']) delete object.metadata[key];
    return object;
  };
  const factsOf = ({ session }: Session) =>
    (session.state.radius?.lines ?? []).flatMap((line) => (line.kind === 'fact' ? [line.value.about] : []));

  describe('as the administrator', () => {
    let at: Session;
    beforeAll(async () => {
      at = await begin();
    });

    it('[R-03] [R-04] has a list before the cluster was asked anything, with the tool that points there and no grant', () => {
      expect(at.started.map(({ argv }) => argv[0])).not.toContain('get');
      expect(at.session.state.kubectl).toMatchObject({ state: 'found', match: { kind: 'match' }, at: { context: 'prod-eu-1' } });
      expect(at.asked.reads).toEqual([]);
      expect(factsOf(at)).not.toContain('replicas');
      expect(at.action('ISOLATE_NETWORK').availability.state).toBe('confirmed');
      expect(at.action('kubectl scale')).toMatchObject({
        availability: { state: 'unavailable', reason: 'reading with kubectl was not allowed yet', fix: 'Allow reading with kubectl above' },
      });
    });

    it('[R-07] [R-08] [R-10] [X-09] fills in from the cluster once reading is allowed, with sources and rights', async () => {
      await at.session.grantRead('kubectl');
      expect(at.asked.reads).toMatchObject([
        { surface: 'kubectl', place: expect.stringContaining('context prod-eu-1, cluster prod-eu-1') },
      ]);
      const { radius, permissions, inventory } = at.session.state;
      expect(factsOf(at)).toEqual(expect.arrayContaining(['owners', 'replicas', 'services', 'ingresses', 'autoscalers', 'bindings']));
      const sources = new Map(radius?.evidence.map(({ id, source }) => [id, source]));
      const cited = radius?.lines.flatMap((line) => (line.kind === 'fact' ? line.sources : [])) ?? [];
      expect(cited.filter((id) => !sources.has(id))).toEqual([]);
      expect(cited.filter((id) => sources.get(id)?.kind === 'command').length).toBeGreaterThan(10);
      expect(inventory.known.map(({ phrase }) => plainPhrase(phrase))).toContain(`Pod ${podName}`);
      const may = at.on('kubectl').map(({ name, availability }) => `${name}: ${availability.state}, ${availability.reason}`);
      expect(may).toEqual(
        expect.arrayContaining([
          'kubectl label: confirmed, your user may patch pods in shop',
          'kubectl patch: confirmed, your user may patch deployments in shop',
          'kubectl scale: confirmed, your user may update the scale of deployments in shop',
        ]),
      );
      expect(permissions.filter(({ about }) => about === 'kubernetes').map(({ what, may: answer }) => [what, answer])).toEqual([
        ['kubectl: patch deployments in shop', 'yes'],
        ['kubectl: patch pods in shop', 'yes'],
        ['kubectl: update the scale of deployments in shop', 'yes'],
      ]);
    });

    it('[X-03] shows what a step would do, and changes nothing', async () => {
      const everything = () => cluster.raw(['get', 'deploy,rs,pods,netpol', '-n', namespace, '-o', 'json']);
      const before = everything();
      const [scaled, cut] = await Promise.all(
        ['kubectl scale', 'ISOLATE_NETWORK'].map((name) => at.session.preview(at.action(name).id, signal)),
      );
      if (scaled?.kind !== 'diff') throw new Error(JSON.stringify(scaled));
      expect(scaled.before).toContain('replicas: 3');
      expect(scaled.after).toBe(scaled.before.replace('replicas: 3', 'replicas: 0'));
      expect(cut).toMatchObject({ kind: 'pods', pods: ['storefront-1', 'storefront-2', podName] });
      expect(at.written()).toEqual([]);
      expect(everything()).toBe(before);
    });

    it.each([
      ['kubectl label', 'pods', podName],
      ['kubectl annotate', 'deployments.apps', 'storefront'],
      ['kubectl patch', 'deployments.apps', 'storefront'],
      ['kubectl scale', 'deployments.apps', 'storefront'],
    ])(
      '[R-05] [R-13] [R-15] [R-16] [R-22] %s runs as it was shown, and its undo restores the exact earlier object',
      async (name, ...object) => {
        const before = live(...object);
        const { id, line } = at.action(name);
        const writes = at.written().length;
        await at.session.run(id);
        const [ran] = at.written().slice(writes);
        if (ran === undefined) throw new Error('nothing ran');
        expect(at.asked.writes.at(-1)).toMatchObject({
          surface: 'kubectl',
          action: name,
          line,
          place: expect.stringContaining('prod-eu-1'),
        });
        expect(ran.argv).toContain('--context=prod-eu-1');
        const dialog = at.asked.shown.at(-1);
        expect(dialog?.lines).toContain(shown(ran));
        expect(dialog?.typed).toBeUndefined();
        expect(at.runOf(name)).toMatchObject({ status: 'done', undo: { kind: 'command' } });
        expect(live(...object)).not.toEqual(before);
        await at.session.undo(id);
        expect(dialog?.lines.at(-1)).toBe(`Undo: ${plannedUndo(at, name)}`);
        const [, back] = at.written().slice(writes);
        expect(at.asked.shown.at(-1)?.title).toBe(`Take back ${name} on ${plainPhrase(at.action(name).on)}?`);
        expect(at.asked.shown.at(-1)?.lines).toContain(back && shown(back));
        expect(at.runOf(name)?.undone).toMatchObject({ status: 'done' });
        expect(live(...object)).toEqual(before);
        expect(at.reported).toEqual([]);
      },
    );

    it('[R-13] [R-22] a restart says beforehand that it can not be taken back, and asks for the name', async () => {
      const before = live('deployments.apps', 'storefront');
      await at.session.run(at.action('kubectl rollout restart').id);
      expect(at.asked.shown.at(-1)).toMatchObject({
        typed: 'storefront',
        lines: expect.arrayContaining([expect.stringMatching(/^Can not be taken back\. Recovery: .*kubectl rollout undo/)]),
      });
      expect(at.runOf('kubectl rollout restart')).toMatchObject({ status: 'done', undo: { kind: 'manual' } });
      expect(live('deployments.apps', 'storefront').spec.template).not.toEqual(before.spec.template);
    });

    it('[R-14] [R-15] runs nothing where write access or the dialog is declined, and files it where that was chosen', async () => {
      const { id } = at.action('kubectl annotate');
      const writes = at.written().length;
      at.person.write = async () => 'no';
      await at.session.run(id);
      expect(at.session.state.decisions.get(id)).toBe('declined');
      at.person.write = async () => 'file';
      await at.session.run(id);
      expect(at.session.state.filed.get(id)).toBe('OPS-1');
      at.person.write = async () => 'yes';
      at.person.confirm = async () => 'decline';
      await at.session.run(id);
      expect(at.session.state.decisions.get(id)).toBe('declined');
      expect(at.written()).toHaveLength(writes);
      expect(live('deployments.apps', 'storefront').metadata.annotations).not.toHaveProperty('runtime-threats/quarantine');
    });

    it('[R-16] the exit code decides: what the server refuses has failed, with why and what to do', async () => {
      at.person.confirm = async () => {
        cluster.raw(['scale', 'deployment', 'storefront', '-n', namespace, '--replicas=5']);
        return 'run';
      };
      await at.session.run(at.action('kubectl scale').id);
      expect(at.runOf('kubectl scale')).toMatchObject({
        status: 'failed',
        failure: { why: expect.stringContaining('no longer as it was looked at'), fix: 'Probe again and decide anew' },
      });
      expect(at.runOf('kubectl scale')?.unclear).toBeUndefined();
      expect(live('deployments.apps', 'storefront').spec.replicas).toBe(5);
    });

    it('[R-20] the watch ends inconclusive once kubectl does not find the workload, with that as its proof', async () => {
      at.person.confirm = async () => {
        cluster.raw(['delete', 'deployment', 'storefront', '-n', namespace, '--cascade=background', '--wait=false']);
        return 'run';
      };
      await at.session.run(at.action('KILL_CONTAINER').id);
      const { watch } = at.session.state;
      expect(watch?.state).toBe('inconclusive');
      expect(plainPhrase(watch?.proof?.phrase ?? [])).toBe('The cluster has no workload storefront any more');
      expect(watch?.polls).toBeLessThan(10);
      openIncident(cluster);
    });
  });

  it('[R-10] [X-09] says to a viewer what it may not do and how to get there, and starts none of it', async () => {
    const at = await begin('prod-eu-1-viewer');
    await at.session.grantRead('kubectl');
    expect(factsOf(at)).toContain('replicas');
    const all = at.on('kubectl');
    expect(all.length).toBeGreaterThan(3);
    for (const { availability } of all) {
      expect(availability).toMatchObject({ state: 'unavailable', reason: expect.stringMatching(/^your user may not (patch|update)/) });
      expect(availability).toMatchObject({ fix: expect.stringMatching(/^Ask for the right to .*, or file the step as a ticket$/) });
    }
    const rows = at.session.state.permissions.filter(({ about }) => about === 'kubernetes');
    expect(rows.map(({ may }) => may)).toEqual(['no', 'no', 'no']);
    expect(rows.filter(({ fix }) => fix === undefined)).toEqual([]);
    await at.session.run(at.action('kubectl scale').id);
    expect(at.said.at(-1)).toMatch(/^kubectl scale is left out: your user may not/);
    expect([at.written(), at.asked.writes, at.asked.shown]).toEqual([[], [], []]);
  });
});

function plannedUndo(at: Session, name: string): string {
  const undo = at.runOf(name)?.undo;
  return undo?.kind === 'command' ? shown(undo.command) : '';
}
