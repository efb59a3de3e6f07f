import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Failure } from '../../src/extension/core/model/failure.ts';
import { memoryJournal } from '../fakes/memoryJournal.ts';
import { hasCluster, realCluster } from './cluster.ts';
import { marksOf, minerRules, openIncident } from './incident.ts';
import { type Machine, sampleThreat, sessionOn } from './realSession.ts';

describe.skipIf(!hasCluster)('a remediation on a real API that does not go on', () => {
  let cluster: ReturnType<typeof realCluster>;
  let threat: Awaited<ReturnType<typeof sampleThreat>>;
  let asItWas: string;
  beforeAll(async () => {
    cluster = realCluster();
    asItWas = readFileSync(cluster.kubeconfig, 'utf8');
    threat = await sampleThreat(minerRules);
    openIncident(cluster);
  });
  afterEach(() => {
    writeFileSync(cluster.kubeconfig, asItWas);
    Object.assign(at.person, yes());
  });
  afterAll(async () => {
    await threat.close();
    cluster.close();
  });

  type More = Partial<Parameters<typeof sessionOn>[1]>;
  const begin = async (more: More = {}) => {
    const at = sessionOn(threat, { machine: cluster.commands, kubePlace: { kubeconfig: cluster.kubeconfig }, ...more });
    await at.session.open();
    return at;
  };
  const yes = (): typeof at.person => ({ read: async () => 'read', write: async () => 'yes', confirm: async () => 'run' });
  const granted = async (more: More = {}) => {
    const at = await begin(more);
    await at.session.grantRead('kubectl');
    return at;
  };
  const marks = () => marksOf(cluster);
  const untouched = () => expect(marks()).toEqual(before);
  let before: ReturnType<typeof marks>;
  /** one window for all that it survives */
  let at: ReturnType<typeof sessionOn>;
  beforeAll(async () => {
    before = marks();
    at = await granted();
  });

  describe('because kubectl points elsewhere', () => {
    const leave = () => cluster.raw(['config', 'use-context', 'staging-eu-1']);

    const leaving =
      <T>(answer: T) =>
      async () => {
        leave();
        return answer;
      };

    it.each([
      ['write question', () => ({ write: leaving('yes') })],
      ['dialog', () => ({ confirm: leaving('run') })],
    ])('[R-05] writes nothing where the context was switched while the %s was open', async (_question, answers) => {
      Object.assign(at.person, answers());
      await at.session.run(at.action('kubectl scale').id);
      expect(at.failure()).toMatchObject({ what: 'Nothing was run', why: 'where kubectl points has changed since the list was made' });
      expect(at.written()).toEqual([]);
      expect(at.session.state.runs.size).toBe(0);
      untouched();
    });

    it('[R-04] [X-04] never grants a mismatch: it says so, asks nothing and leaves its actions off', async () => {
      leave();
      const elsewhere = await granted();
      expect(elsewhere.session.state.kubectl).toMatchObject({ match: { kind: 'mismatch', other: 'prod-eu-1' } });
      expect(elsewhere.failure()).toMatchObject({
        why: expect.stringContaining('staging-eu-1'),
        fix: expect.stringContaining('use-context prod-eu-1'),
      });
      expect(elsewhere.asked.reads).toEqual([]);
      expect(elsewhere.started.filter(({ argv }) => argv[0] !== 'config')).toEqual([]);
      const off = { state: 'unavailable', reason: expect.stringContaining('the threat is on prod-eu-1') };
      expect(elsewhere.on('kubectl').map(({ availability }) => availability)).toEqual(
        elsewhere.on('kubectl').map(() => expect.objectContaining(off)),
      );
      expect(elsewhere.on('kubectl')).not.toEqual([]);
      expect(elsewhere.action('ISOLATE_NETWORK').availability.state).toBe('confirmed');
    });

    it('[R-04] a grant that was given before counts no more after the switch, and again after the way back', async () => {
      const reads = at.asked.reads.length;
      leave();
      await at.session.probeAgain();
      expect(at.action('kubectl scale').availability.state).toBe('unavailable');
      writeFileSync(cluster.kubeconfig, asItWas);
      await at.session.probeAgain();
      expect(at.action('kubectl scale').availability.state).toBe('confirmed');
      expect(at.asked.reads).toHaveLength(reads);
    });
  });

  describe('because credentials have expired', () => {
    const expire = () => writeFileSync(cluster.kubeconfig, asItWas.replaceAll('token: ', 'token: expired'));
    const renew = {
      state: 'unavailable',
      reason: expect.stringContaining('have expired'),
      fix: expect.stringContaining('Renew the credentials'),
    };

    it('[R-17] in mid-run: the list is shown anew with how to renew them, nothing else of kubectl is tried, and it comes back', async () => {
      const written = at.written().length;
      at.person.confirm = async () => {
        expire();
        return 'run';
      };
      const [first, second] = ['kubectl annotate', 'kubectl label'].map((name) => at.action(name).id);
      for (const id of [first, second]) at.session.select(id ?? '', true);
      await at.session.runSelected();
      expect(at.runOf('kubectl annotate')).toMatchObject({ status: 'failed', failure: { fix: expect.stringContaining('Renew') } });
      expect(at.written()).toHaveLength(written + 1);
      expect(at.on('kubectl').map(({ availability }) => availability)).toEqual(at.on('kubectl').map(() => expect.objectContaining(renew)));
      expect(at.action('ISOLATE_NETWORK').availability.state).toBe('confirmed');
      writeFileSync(cluster.kubeconfig, asItWas);
      await at.session.probeAgain();
      expect(at.action('kubectl scale').availability.state).toBe('confirmed');
      untouched();
    });

    it('[R-17] before anything was read: what could be run says how to renew them', async () => {
      expire();
      const fresh = await granted();
      expect(fresh.action('kubectl scale').availability).toMatchObject(renew);
      expect(fresh.session.state.permissions.filter(({ about }) => about === 'kubernetes')).toMatchObject([{ may: 'no', fix: renew.fix }]);
    });
  });

  describe('because somebody else said so', () => {
    it('[R-22] [R-24] two windows over one journal: the second is refused while the first has it under way; its undo outlasts a new probe', async () => {
      const journal = memoryJournal();
      const underWay = Promise.withResolvers<void>();
      const held = Promise.withResolvers<void>();
      const holding: Machine = {
        ...cluster.commands,
        act: async (command, yes, options) => {
          underWay.resolve();
          await held.promise;
          return cluster.commands.act(command, yes, options);
        },
      };
      const [first, second] = [await granted({ journal, machine: holding }), await granted({ journal })];
      const { id } = first.action('kubectl scale');
      const running = first.session.run(id);
      await underWay.promise;
      await second.session.run(id);
      expect(second.failure()).toMatchObject({ what: 'Nothing was run', why: expect.stringContaining('begun in another window') });
      expect(second.written()).toEqual([]);
      held.resolve();
      await running;
      expect(marks().replicas).toBe(0);
      await first.session.probeAgain();
      await first.session.undo(id);
      const third = await begin({ journal });
      expect(third.session.state.runs.get(id)).toMatchObject({ status: 'done', undone: { status: 'done' } });
      untouched();
    });

    it('[X-12] read-only that is switched on while a dialog is open runs nothing', async () => {
      const [shown, written] = [at.asked.shown.length, at.written().length];
      at.person.confirm = async () => {
        at.session.setReadOnly(true);
        return 'run';
      };
      await at.session.run(at.action('kubectl annotate').id);
      at.person.confirm = async () => 'run';
      await at.session.run(at.action('kubectl annotate').id);
      expect(Failure.is(at.failure(), 'refused')).toBe(true);
      expect(at.failure().why).toBe('read-only is switched on');
      expect([at.asked.shown.length, at.written().length]).toEqual([shown + 1, written]);
      at.session.setReadOnly(false);
      untouched();
    });

    it('[X-12] revoking the grants while a dialog is open cancels the queue, and its yes runs nothing', async () => {
      const [shown, written] = [at.asked.shown.length, at.written().length];
      for (const name of ['kubectl annotate', 'kubectl label']) at.session.select(at.action(name).id, true);
      at.person.confirm = async () => {
        await at.session.revokeGrants();
        return 'run';
      };
      await at.session.runSelected();
      expect(at.asked.shown).toHaveLength(shown + 1);
      expect([at.written().length, at.session.state.queue]).toEqual([written, []]);
      const { id, availability } = at.action('kubectl scale');
      expect(availability).toMatchObject({ state: 'unavailable', reason: 'reading with kubectl was not allowed yet' });
      await at.session.run(id);
      expect([at.asked.shown.length, at.written().length]).toEqual([shown + 1, written]);
      untouched();
    });
  });
});
