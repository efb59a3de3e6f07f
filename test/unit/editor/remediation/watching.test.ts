import { beforeEach, describe, expect, it } from 'vitest';
import { editor } from '../../../fakes/vscode.ts';
import { acme, type Before, type Checklist, noon, quiet, refusal, sayYes, titles, world } from './remediationWorld.ts';
import { shopMachine } from './shopMachine.ts';

beforeEach(() => editor.reset());

const run = async (list: Checklist, ...names: readonly string[]) => {
  sayYes();
  for (const name of names) await list.click('run', name);
};

/** The same tenant as it tells of a machine without Kubernetes: containers alone. */
const withoutKubernetes: Before = ({ tool }, through) =>
  ['get_event_info', 'list_runtime_events'].includes(tool)
    ? through().then((answer) => JSON.parse(JSON.stringify(answer).replaceAll('kubernetes.', 'other.')))
    : undefined;

describe('[R-20] the watcher', () => {
  it('ends cleared after ten looks without a re-fire, told once a minute, and says what that proves', async () => {
    const here = await world();
    const list = await here.open(titles.miner);
    await run(list, 'ISOLATE_NETWORK');
    const { watch } = list.view();
    expect(watch).toMatchObject({ state: 'cleared', polls: 10, of: 10, refires: [], line: '10 of 10 looks: it did not fire again.' });
    //
    expect(watch?.honest).toMatch(/5 quiet minutes would be seen \d+ times in 100/);
    const told = list.notices().slice(list.notices().findIndex((line) => line.startsWith('Watching ')));
    expect(told.length).toBeLessThanOrEqual(7);
    expect(told.at(-1)).toMatch(/^Cleared: no re-fire in 5 minutes/);
    expect(list.views().filter(({ watch: shown }) => shown?.state === 'watching').length).toBeGreaterThan(5);
  });

  it('ends still_active with the event that fired again where the action did not stop it', async () => {
    const here = await world();
    const list = await here.open(titles.miner);
    await run(list, 'FILE_QUARANTINE');
    const { watch } = list.view();
    expect(watch).toMatchObject({ state: 'still_active', canWatchLonger: false });
    const [refire = ''] = watch?.refires ?? [];
    const event = here.tenant.events().find(({ id }) => id === refire);
    expect(event?.content?.ruleName).toBe('Execution from /dev/shm');
    expect(watch?.timeline.at(-1)?.text).toContain(refire);
    expect(list.view().summary[0]).toContain(`Still active: it fired again once, last as event ${refire}`);
  });

  it('[R-26] ends inconclusive where the container was killed and nothing came from it since', async () => {
    const here = await world({ before: withoutKubernetes });
    const list = await here.open(titles.miner);
    await run(list, 'KILL_CONTAINER');
    const { watch } = list.view();
    expect(watch?.state).toBe('inconclusive');
    expect(watch?.timeline.at(-1)?.text).toContain('KILL_CONTAINER of container 3f2a9c81d7be completed');
  });

  it('ends cleared where the same container was only paused: it is still there', async () => {
    const here = await world({ before: withoutKubernetes });
    const list = await here.open(titles.miner);
    await run(list, 'PAUSE_CONTAINER');
    expect(list.view().watch).toMatchObject({ state: 'cleared', polls: 10 });
  });

  it('ends inconclusive where the cluster has the workload no more', async () => {
    const machine = shopMachine();
    const here = await world({ label: acme, machine });
    const list = await here.open(titles.miner);
    sayYes();
    list.say({ type: 'grantRead', surface: 'kubectl' });
    await quiet();
    machine.gone.add('deployments.apps');
    await run(list, 'ISOLATE_NETWORK');
    expect(list.view().watch).toMatchObject({ state: 'inconclusive' });
    expect(list.view().watch?.timeline.at(-1)?.text).toContain('The cluster has no workload storefront any more');
  });

  it('counts from the end of the last action on, whatever fired between', async () => {
    const here = await world();
    const list = await here.open(titles.miner);
    await here.clock.sleep(3 * 60_000);
    await run(list, 'ISOLATE_NETWORK');
    const ended = here.tenant.responses.executions()[0]?.updatedAt ?? '';
    expect(Date.parse(ended)).toBeGreaterThan(noon + 10 * 60_000);
    expect(list.view().watch).toMatchObject({ state: 'cleared', refires: [] });
    expect(here.tenant.events().some(({ timestamp }) => Number(timestamp / 1_000_000n) > noon + 8 * 60_000)).toBe(true);
  });

  it('does not begin where nothing ran, or nothing that could stop anything', async () => {
    const here = await world();
    const list = await here.open(titles.miner);
    sayYes([/^Isolate network/, 'Do Not Run']);
    await list.click('run', 'ISOLATE_NETWORK');
    await run(list, 'GET_LOGS');
    expect(list.row('GET_LOGS').status).toBe('done');
    expect(list.view().watch).toBeUndefined();
  });

  it('[V-10] is stopped by the user, and says that the rest was not watched', async () => {
    const here = await world();
    const list = await here.open(titles.miner);
    const post = list.panel.posted.push.bind(list.panel.posted);
    list.panel.posted.push = (message) => {
      const { view } = message as { readonly view?: { readonly watch?: { readonly polls: number } } };
      if (view?.watch?.polls === 3) list.say({ type: 'stopWatch' });
      return post(message);
    };
    await run(list, 'ISOLATE_NETWORK');
    expect(list.view().watch).toMatchObject({ state: 'stopped', canWatchLonger: true });
    expect(list.view().watch?.timeline.at(-1)?.text).toMatch(/the rest of the time was not watched/);
  });

  it('that can not look ends as failed, which is no clearance', async () => {
    let ran = false;
    const here = await world({
      before: ({ tool }) => {
        ran ||= tool === 'submit_response_action';
        return ran && tool === 'list_runtime_events' ? refusal(tool, 500) : undefined;
      },
    });
    const list = await here.open(titles.miner);
    await run(list, 'ISOLATE_NETWORK');
    expect(list.view().watch).toMatchObject({ state: 'failed' });
  });
});

describe('[X-06] watching longer', () => {
  it('goes on where it ended, as long as silence then proves something', async () => {
    const here = await world();
    const list = await here.open(titles.miner);
    await run(list, 'ISOLATE_NETWORK');
    const { watch: before } = list.view();
    list.say({ type: 'watchLonger' });
    await quiet();
    const { watch: after } = list.view();
    expect(after?.state).toBe('cleared');
    expect(after?.polls).toBeGreaterThan(before?.polls ?? 0);
    expect(after?.polls).toBe(after?.of);
    expect(after?.timeline.slice(0, before?.timeline.length)).toEqual(before?.timeline);
    const seen = (honest = '') => Number(/would be seen (?:less than )?(\d+) times? in 100/.exec(honest)?.[1]);
    expect(seen(after?.honest)).toBeLessThan(seen(before?.honest));
  });
});
