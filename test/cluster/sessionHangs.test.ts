import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { hasCluster, realCluster } from './cluster.ts';
import { marksOf, minerRules, openIncident } from './incident.ts';
import { impatient, type Machine, sampleThreat, sessionOn } from './realSession.ts';

describe.skipIf(!hasCluster)('a remediation on a real API of which nothing answers', () => {
  let cluster: ReturnType<typeof realCluster>;
  let threat: Awaited<ReturnType<typeof sampleThreat>>;
  let asItWas: string;
  let before: ReturnType<typeof marksOf>;
  beforeAll(async () => {
    cluster = realCluster();
    asItWas = readFileSync(cluster.kubeconfig, 'utf8');
    threat = await sampleThreat(minerRules);
    openIncident(cluster);
    before = marksOf(cluster);
  });
  afterEach(() => writeFileSync(cluster.kubeconfig, asItWas));
  afterAll(async () => {
    await threat.close();
    cluster.close();
  });

  const granted = async (machine: Machine) => {
    const at = sessionOn(threat, { machine, kubePlace: { kubeconfig: cluster.kubeconfig } });
    await at.session.open();
    await at.session.grantRead('kubectl');
    return at;
  };
  const untouched = () => expect(marksOf(cluster)).toEqual(before);

  const leftOver = () => spawnSync('pgrep', ['-f', cluster.kubeconfig], { encoding: 'utf8' }).stdout.trim();
  const goOn = () => void process.kill(cluster.apiserver, 'SIGCONT');
  afterAll(goOn);

  it('[R-16] [R-22] [R-25] a cluster that stops in mid-run leaves it unclear: not run again by itself, its undo still offered', async () => {
    let isStopped = false;
    const mid = await granted({
      ...cluster.commands,
      act: async (command, yes, options) => {
        if (isStopped) return cluster.commands.act(command, yes, options);
        isStopped = true;
        process.kill(cluster.apiserver, 'SIGSTOP');
        return cluster.commands.act(command, yes, { ...options, timeoutMs: 1_500 });
      },
    });
    const { id } = mid.action('kubectl annotate');
    await mid.session.run(id);
    goOn();
    expect(leftOver()).toBe('');
    const run = mid.runOf('kubectl annotate');
    expect(run).toMatchObject({ status: 'failed', unclear: true, undo: { kind: 'command' } });
    expect(run?.failure?.fix).toBe('Look at what it would have changed before trying again');
    await mid.session.probeAgain();
    expect(mid.written()).toHaveLength(1);
    expect(mid.action('kubectl annotate').availability.state).toBe('confirmed');
    await mid.session.undo(id);
    expect(mid.runOf('kubectl annotate')?.undone).toMatchObject({ status: 'done' });
    untouched();
  });

  it('[R-25] a credential plugin that hangs is ended with everything that it started, before and in mid-run', async () => {
    const hang = join(cluster.home, 'hang');
    const plugin = join(cluster.home, 'plugin');
    const token = /name: admin, user: \{token: (\w+)\}/.exec(asItWas)?.[1];
    const credential = { apiVersion: 'client.authentication.k8s.io/v1beta1', kind: 'ExecCredential', status: { token } };
    writeFileSync(plugin, `#!/bin/sh\n[ -e '${hang}' ] && sleep 600\nprintf '%s' '${JSON.stringify(credential)}'\n`, { mode: 0o755 });
    const exec = `exec: {apiVersion: client.authentication.k8s.io/v1beta1, command: ${plugin}}`;
    writeFileSync(cluster.kubeconfig, asItWas.replace(`token: ${token}`, exec));
    const asleep = () => spawnSync('pgrep', ['-f', plugin], { encoding: 'utf8' }).stdout.trim();
    const { act } = impatient(cluster.commands, 1_500);
    const mid = await granted({
      ...cluster.commands,
      act: (...call) => {
        writeFileSync(hang, '');
        return act(...call);
      },
    });
    await mid.session.run(mid.action('kubectl label').id);
    expect(mid.runOf('kubectl label')).toMatchObject({
      status: 'failed',
      unclear: true,
      failure: { why: 'kubectl did not end within 2 s and was ended' },
    });
    expect([asleep(), leftOver()]).toEqual(['', '']);
    const late = await granted(impatient(cluster.commands, 700));
    const gaps = (late.session.state.radius?.lines ?? []).map((line) => (line.kind === 'gap' ? line.why : ''));
    // Some kubectl ask the server before they look into a file: then it is where it points that can not be told.
    expect([...gaps, ...late.reported.map(String)].join()).toContain('kubectl did not end within 1 s and was ended');
    expect([asleep(), leftOver()]).toEqual(['', '']);
    rmSync(hang);
    untouched();
  });
});
