import { describe, expect, it } from 'vitest';
import type { Command } from '../../../../src/extension/core/model/command.ts';
import { Failure } from '../../../../src/extension/core/model/failure.ts';
import { askRights } from '../../../../src/extension/core/remediate/availability/askRights.ts';
import { rightKey } from '../../../../src/extension/core/remediate/availability/reach.ts';
import type { KubectlScope } from '../../../../src/extension/core/remediate/surfaces/kubectl.ts';
import { everyAws, everyKubectl } from '../everyCommand.ts';
import { fakeCommands, never } from './reached.ts';

const scope: KubectlScope = { context: 'prod-eu-1', kubeconfig: '/home/jo/.kube/prod' };
const every = everyKubectl(scope);
const yes = () => ({ stdout: 'yes\n' });

function command(name: string): Command {
  const found = every[name];
  if (found === undefined) throw new Error(`no ${name}`);
  return found;
}

describe('[X-09] rights', () => {
  const place = '--namespace=shop --context=prod-eu-1 --kubeconfig=/home/jo/.kube/prod --request-timeout=15s';
  const storefront = 'deployments.apps/storefront';
  it.each([
    ['patchObject', `patch ${storefront}`],
    ['labelObject', 'patch pods/storefront-1'],
    ['annotateObject', `patch ${storefront}`],
    ['scaleObject', `update ${storefront} --subresource=scale`],
    ['deleteNetworkPolicy', 'delete networkpolicies.networking.k8s.io/isolate-storefront'],
    ['rolloutRestart', `patch ${storefront}`],
    ['rolloutPause', `patch ${storefront}`],
    ['rolloutResume', `patch ${storefront}`],
    ['rolloutUndo', `patch ${storefront}`],
  ])('of %s are asked as %j', async (name, asks) => {
    const { commands, asked } = fakeCommands(yes);
    const rights = await askRights([command(name)], { commands, signal: never, scope });
    expect(asked).toEqual([`kubectl auth can-i ${asks} ${place}`]);
    expect([...rights]).toEqual([[rightKey(command(name)), 'yes']]);
  });

  it('to scale whatever the number was are asked as a patch', async () => {
    const { commands, asked } = fakeCommands(yes);
    const scale = command('scaleObject');
    const free = { ...scale, argv: scale.argv.filter((word) => !word.startsWith('--current-replicas')) };
    await askRights([free], { commands, signal: never, scope });
    expect(asked[0]).toContain(`can-i patch ${storefront} --subresource=scale`);
  });

  it('are asked for every command that changes the cluster, once for those of one right, and for no other', async () => {
    const { commands, asked } = fakeCommands(yes);
    const all = [...Object.values(every), ...Object.values(everyAws({ region: 'eu-west-1' }))];
    const rights = await askRights(all, { commands, signal: never, scope });
    const writes = Object.values(every).filter(({ access }) => access === 'write');
    expect(new Set(rights.keys())).toEqual(new Set(writes.map(rightKey)));
    expect(asked).toHaveLength(new Set(asked).size);
    expect(asked).toHaveLength(4);
  });

  it('say no by the word, though can-i ends with exit code 1 then', async () => {
    const { commands } = fakeCommands(() => ({ exitCode: 1, stdout: 'no - no RBAC policy matched\n' }));
    expect([...(await askRights([command('patchObject')], { commands, signal: never, scope })).values()]).toEqual(['no']);
  });

  it.each([
    ['a cluster that does not answer', { exitCode: 1, stderr: 'Unable to connect to the server: dial tcp: i/o timeout' }],
    ['no kubectl', new Failure('notFound', { what: 'kubectl', why: 'not installed', fix: 'Install it' })],
  ])('stay unasked for %s, and leave the others', async (_, answer) => {
    const { commands } = fakeCommands((line) => (line.includes('pods/') ? answer : yes()));
    const rights = await askRights([command('labelObject'), command('patchObject')], { commands, signal: never, scope });
    expect([...rights.keys()]).toEqual([rightKey(command('patchObject'))]);
  });

  it('[R-05] are not asked of another context or kubeconfig than the command’s', async () => {
    const { commands, asked } = fakeCommands(yes);
    for (const other of [{ ...scope, context: 'staging' }, { context: 'prod-eu-1' }, { ...scope, kubeconfig: '/tmp/other' }])
      expect((await askRights([command('patchObject')], { commands, signal: never, scope: other })).size).toBe(0);
    expect(asked).toEqual([]);
  });

  it('are given up when it is cancelled', async () => {
    const { commands } = fakeCommands(yes);
    const asking = askRights([command('patchObject')], { commands, signal: AbortSignal.abort(), scope });
    await expect(asking).rejects.toMatchObject({ name: 'AbortError' });
  });
});
