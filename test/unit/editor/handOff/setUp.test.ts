import { beforeEach, describe, expect, it } from 'vitest';
import { detectIntegrations } from '../../../../src/extension/core/tools/integrations.ts';
import { jiraAccount } from '../../../../src/extension/editor/handOff/jiraAccount.ts';
import { editor } from '../../../fakes/vscode.ts';
import { apiToken, prompts, routingKey, user, world } from './handOffWorld.ts';

beforeEach(() => editor.reset());

const email = 'E-mail address of your Atlassian account';
const answers = [
  ['Jira site', ' https://acme.atlassian.net/jira/software/projects/X '],
  [email, 'me@acme.example'],
  ['Jira API token', ` ${apiToken} `],
] as const;

describe('[H-01] Set Up Jira', () => {
  it('keeps site and account in the settings and the token in the secret storage, once a read worked', async () => {
    const { log, memento, secrets, services } = await world();
    user(...answers);
    await editor.run('runtimeThreats.setUpJira');
    expect(services.requests.map(({ method, url }) => [method, url.host, url.pathname])).toEqual([
      ['GET', 'acme.atlassian.net', '/rest/api/3/project/search'],
    ]);
    expect([...editor.settings]).toEqual([
      ['runtimeThreats.jira.site', 'https://acme.atlassian.net'],
      ['runtimeThreats.jira.email', 'me@acme.example'],
    ]);
    expect([...secrets.stored.keys()]).toEqual(['handOff:jira']);
    expect(editor.shown.at(-1)?.text).toBe('Jira is set up: acme.atlassian.net accepts the token.');
    expect(prompts('Jira API token')[0]?.options).toMatchObject({ password: true });
    const elsewhere = [
      log,
      editor.shown,
      editor.progress,
      [...editor.settings],
      memento.keys(),
      services.requests.map(({ url }) => url.href),
    ];
    expect(JSON.stringify(elsewhere)).not.toContain(apiToken);
  });

  it.each([
    [401, { status: 401, body: {} }],
    [403, { status: 403, body: {} }],
    ['an answer that is no list', { status: 200, body: { hello: 1 } }],
  ])('keeps nothing after %s, and says why', async (_what, reply) => {
    const { secrets } = await world({ service: { before: () => reply } });
    user(...answers);
    await editor.run('runtimeThreats.setUpJira');
    expect([secrets.stored.size, editor.settings.size]).toEqual([0, 0]);
    expect(editor.shown.at(-1)).toMatchObject({ kind: 'error', text: expect.stringContaining('acme.atlassian.net') });
  });

  it('changes nothing when it is left with Escape, at whichever question', async () => {
    for (const index of answers.keys()) {
      const { secrets, services } = await world();
      user(...answers.slice(0, index));
      await editor.run('runtimeThreats.setUpJira');
      expect([secrets.stored.size, editor.settings.size, services.requests.length]).toEqual([0, 0, 0]);
    }
  });

  it('takes https sites only, and no address with a password in it', async () => {
    await world();
    await editor.run('runtimeThreats.setUpJira');
    const problem = editor.shown[0]?.options['validateInput'] as (value: string) => string | undefined;
    for (const good of ['acme.atlassian.net', 'https://jira.acme.example/browse/X-1']) expect(problem(good), good).toBeUndefined();
    for (const bad of ['', 'acme', 'http://acme.atlassian.net', 'https://me:pw@acme.example', 'ftp://acme.example', 'a b.example'])
      expect(problem(bad), bad).toBeTypeOf('string');
  });

  it('[V-16] the token never goes to a site or an account that a setting named later', async () => {
    const { keys } = await world({ jira: true });
    expect(await jiraAccount(keys)).toMatchObject({ site: 'https://acme.atlassian.net', token: apiToken });
    editor.configure('runtimeThreats.jira.site', 'https://evil.example');
    expect(await jiraAccount(keys)).toBeUndefined();
    editor.configure('runtimeThreats.jira.site', 'acme.atlassian.net');
    expect(await jiraAccount(keys)).toBeDefined();
    editor.configure('runtimeThreats.jira.email', 'eve@evil.example');
    expect(await jiraAccount(keys)).toBeUndefined();
  });

  it.each(['not JSON', '{}', '{"site":"https://acme.atlassian.net"}', 'null'])('is to be done again where %j is stored', async (value) => {
    const { keys } = await world({ jira: true });
    await keys.set('jira', value);
    expect(await jiraAccount(keys)).toBeUndefined();
  });
});

describe('[H-01] Set Up PagerDuty', () => {
  const title = 'PagerDuty routing key';

  it('stores the key, shows its last 4 characters, and pages nobody', async () => {
    const { secrets, services } = await world();
    user([title, ` ${routingKey} `]);
    await editor.run('runtimeThreats.setUpPagerDuty');
    expect([...secrets.stored]).toEqual([['handOff:pagerDuty', routingKey]]);
    expect(editor.shown.at(-1)?.text).toContain('ends in BCDE');
    expect(JSON.stringify(editor.shown)).not.toContain(routingKey);
    expect(services.requests).toEqual([]);
  });

  it('removes the stored one for an empty one, and leaves it for Escape', async () => {
    const { secrets } = await world({ pagerDuty: true });
    await editor.run('runtimeThreats.setUpPagerDuty');
    expect(secrets.stored.size).toBe(1);
    user([title, '']);
    await editor.run('runtimeThreats.setUpPagerDuty');
    expect(secrets.stored.size).toBe(0);
  });

  it('takes 32 letters and digits', async () => {
    await world();
    await editor.run('runtimeThreats.setUpPagerDuty');
    const problem = editor.shown[0]?.options['validateInput'] as (value: string) => string | undefined;
    expect([routingKey, ''].map(problem)).toEqual([undefined, undefined]);
    for (const bad of ['short', `${routingKey}0`, `${routingKey.slice(1)} `, 'u+restapitoken'])
      expect(problem(bad), bad).toBeTypeOf('string');
  });
});

it('[C-10] what is stored is named for the connectivity line, and forgotten with everything', async () => {
  const { keys, secrets } = await world({ jira: true, pagerDuty: true });
  const names = await keys.names();
  expect(names).toEqual(['handOff:jira', 'handOff:pagerDuty']);
  const found = detectIntegrations({ toolNames: [], environmentNames: [], secretNames: names });
  expect(found.map(({ name, state }) => `${name} ${state}`)).toEqual(['Jira detected', 'PagerDuty detected', 'VirusTotal missing']);
  await keys.forget();
  expect([await keys.names(), secrets.stored.size]).toEqual([[], 0]);
});
