import { beforeEach, describe, expect, it } from 'vitest';
import type { Connection } from '../../../../src/extension/core/tools/connection.ts';
import { createCasePlaces } from '../../../../src/extension/editor/cases/casePlaces.ts';
import { createKnownCases } from '../../../../src/extension/editor/cases/knownCases.ts';
import { createCommands } from '../../../../src/extension/editor/commands.ts';
import { registerConnecting } from '../../../../src/extension/editor/connection/connecting.ts';
import { createConnections } from '../../../../src/extension/editor/connection/connections.ts';
import { createIntelligenceKeys } from '../../../../src/extension/editor/connection/intelligenceKeys.ts';
import { createTenantSession, type Preflight } from '../../../../src/extension/editor/connection/tenantSession.ts';
import { createHandOffKeys } from '../../../../src/extension/editor/handOff/handOffKeys.ts';
import { createKeptFilings } from '../../../../src/extension/editor/handOff/keptFilings.ts';
import { createSeenCases } from '../../../../src/extension/editor/investigation/seenCases.ts';
import { createQuestions } from '../../../../src/extension/editor/questions.ts';
import { forgetRemediations as forgetRemediationsIn } from '../../../../src/extension/editor/remediation/forgetRemediations.ts';
import { fakeMemento } from '../../../fakes/memento.ts';
import { memoryJournal } from '../../../fakes/memoryJournal.ts';
import { failure } from '../../../fakes/readTools.ts';
import { fakeSecrets } from '../../../fakes/secretStorage.ts';
import { editor, type Shown } from '../../../fakes/vscode.ts';
import { storefrontCase } from '../../../fixtures/cases/storefront.ts';
import { attempt } from '../../remediate/journal/attempts.ts';

const token = 'a-secret-token-1234';

const fakeConnection = { close: async () => undefined, onClosed: () => undefined } as unknown as Connection;

type Setting = { environmentUrl?: string; outcome?: () => Preflight };

function world({ environmentUrl, outcome }: Setting = {}) {
  const memento = fakeMemento();
  const secrets = fakeSecrets();
  const log: string[] = [];
  const write = (_level: string, message: string, detail?: unknown): void => void log.push(message + JSON.stringify(detail));
  const connections = createConnections(memento, secrets);
  const seen = createSeenCases(memento);
  const session = createTenantSession({
    connections,
    log: { write },
    preflight: async ({ name, kind }) =>
      outcome?.() ?? {
        state: 'reachable',
        label: { name, sample: kind === 'sample' },
        tools: undefined as never,
        connection: fakeConnection,
      },
  });
  const commands = createCommands({ write }, () => undefined);
  const intelligenceKeys = createIntelligenceKeys(secrets);
  const questions = createQuestions();
  const handOffKeys = createHandOffKeys(secrets);
  const known = createKnownCases(memento);
  const kept = { connections, intelligenceKeys, handOffKeys, seen, known, places: createCasePlaces(memento), memento };
  const journal = memoryJournal();
  const forgetRemediations = () => forgetRemediationsIn({ journal: async () => journal, memento }, undefined);
  registerConnecting({ ...kept, session, commands, questions, forgetRemediations, environmentUrl: async () => environmentUrl });
  return { ...kept, secrets, log, session, journal };
}

/** Answers prompts by their title: a quick pick by the label of the row, an input by its text. */
function answering(answers: Readonly<Record<string, string>>) {
  return ({ kind, text, items }: Shown): unknown => {
    const answer = answers[text];
    return kind === 'quickPick' ? items.find((row) => (row as { label: string }).label.endsWith(answer ?? '?')) : answer;
  };
}

const titles = () => editor.shown.map((one) => one.text);

beforeEach(() => editor.reset());

describe('[C-01] Connect', () => {
  it('to a region asks for token and name, and remembers the connection', async () => {
    const { connections, session } = world();
    editor.answer = answering({ 'Connect to a Sysdig tenant': ' eu1', 'Sysdig Secure API token': token, 'Name of the connection': 'acme' });
    await editor.run('runtimeThreats.connect');
    expect(session.state).toMatchObject({ kind: 'connected', tenant: { name: 'acme' } });
    expect(connections.list()).toMatchObject([
      { kind: 'http', name: 'acme', region: 'eu1', url: expect.stringContaining('https://eu1.app.sysdig.com') },
    ]);
  });

  it('[C-02] keeps the token in the secret storage only: not in state, log, progress or messages', async () => {
    const { log, memento, secrets } = world();
    editor.answer = answering({ 'Connect to a Sysdig tenant': ' us1', 'Sysdig Secure API token': token, 'Name of the connection': 'acme' });
    await editor.run('runtimeThreats.connect');
    expect([...secrets.stored.values()]).toEqual([token]);
    const elsewhere = JSON.stringify([memento.keys().map((key) => memento.get(key)), log, editor.shown, editor.progress]);
    expect(elsewhere).not.toContain(token);
    expect(editor.shown.find((one) => one.text === 'Sysdig Secure API token')?.options['password']).toBe(true);
  });

  it('takes https URLs, and plain http for this machine only', async () => {
    world();
    editor.answer = (shown) => answering({ 'Connect to a Sysdig tenant': 'Enter a URL…' })(shown);
    await editor.run('runtimeThreats.connect');
    const problem = editor.shown.at(-1)?.options['validateInput'] as (value: string) => string | undefined;
    for (const good of ['https://sysdig.example/mcp/secure', 'http://localhost:8080/mcp', 'http://127.0.0.1:1', 'http://[::1]:1']) {
      expect(problem(good), good).toBeUndefined();
    }
    for (const bad of ['http://sysdig.example', 'http://127.0.0.1.example', 'ftp://localhost', 'https://me:pw@host', '']) {
      expect(problem(bad), bad).toBeTypeOf('string');
    }
  });

  it('changes nothing when it is left with Escape, at whichever question', async () => {
    const steps = ['Connect to a Sysdig tenant', 'Sysdig Secure API token', 'Name of the connection'];
    for (const [index, last] of steps.entries()) {
      const { connections, secrets, session } = world();
      const all = { 'Connect to a Sysdig tenant': ' eu1', 'Sysdig Secure API token': token };
      editor.answer = answering(Object.fromEntries(Object.entries(all).slice(0, index)));
      await editor.run('runtimeThreats.connect');
      expect(titles().at(-1)).toBe(last);
      expect([connections.list(), secrets.stored.size, session.state.kind]).toEqual([[], 0, 'disconnected']);
    }
  });

  it('[C-02] offers the environment only where it names a tenant', async () => {
    for (const [environmentUrl, offered] of [
      ['https://secure.sysdig.com/mcp/secure', true],
      [undefined, false],
    ] as const) {
      world(environmentUrl === undefined ? {} : { environmentUrl });
      await editor.run('runtimeThreats.connect');
      const rows = JSON.stringify(editor.shown.at(-1)?.items);
      expect(rows.includes('From the environment')).toBe(offered);
    }
  });

  it('[C-04] a refused token is told in three sentences, and the next try asks for a new one', async () => {
    let accepts = false;
    const { secrets, session } = world({
      outcome: () => {
        if (!accepts) return { state: 'unauthenticated', failure: failure('unauthenticated', 'The tenant refused the token') };
        return { state: 'reachable', label: { name: 'acme', sample: false }, tools: undefined as never, connection: fakeConnection };
      },
    });
    editor.answer = answering({ 'Connect to a Sysdig tenant': ' eu1', 'Sysdig Secure API token': token, 'Name of the connection': 'acme' });
    await editor.run('runtimeThreats.connect');
    expect(editor.shown.at(-1)).toMatchObject({ kind: 'error', text: expect.stringContaining('refused the token') });
    accepts = true;
    editor.answer = answering({ 'Connect to a Sysdig tenant': ' acme', 'Sysdig Secure API token': 'renewed' });
    await editor.run('runtimeThreats.connect');
    expect(session.state.kind).toBe('connected');
    expect([...secrets.stored.values()]).toEqual(['renewed']);
  });
});

it('[C-06] Use Sample Tenant asks nothing and is marked as sample in the state', async () => {
  const { session } = world();
  await editor.run('runtimeThreats.useSampleTenant');
  expect(editor.shown).toEqual([]);
  expect(session.state).toMatchObject({ kind: 'connected', tenant: { sample: true } });
});

it('[V-10] Cancel while connecting leaves the window without a connection', async () => {
  const { session } = world({ outcome: () => Promise.reject(new Error('never')) as never });
  const connecting = editor.run('runtimeThreats.useSampleTenant');
  await new Promise(setImmediate);
  editor.progress[0]?.cancel();
  await connecting;
  expect(editor.progress[0]?.ended).toBe(true);
  expect(session.state.kind).not.toBe('connecting');
});

describe('[C-14] Forget Everything', () => {
  async function connected() {
    const all = world();
    editor.answer = answering({ 'Connect to a Sysdig tenant': ' eu1', 'Sysdig Secure API token': token, 'Name of the connection': 'acme' });
    await editor.run('runtimeThreats.connect');
    await all.intelligenceKeys.set('virusTotal', 'a-key');
    await all.handOffKeys.set('pagerDuty', 'a-routing-key');
    all.known.remember('/cases/one.md', storefrontCase);
    all.places.moved('/cases/one.md', '/kept/one.md');
    createKeptFilings(all.memento).set('Jira e1', { at: 1 });
    all.seen.learn([{ eventId: 'e1', completed: '2026-06-10T09:00:00Z' }]);
    await all.journal.claim(attempt());
    return all;
  }

  it('deletes tokens, keys, connections and marks after a yes', async () => {
    const { connections, secrets, seen, known, places, memento, session, journal } = await connected();
    editor.answer = ({ items }) => items.find((item) => (item as { title: string }).title === 'Forget');
    await editor.run('runtimeThreats.forgetEverything');
    expect([connections.list(), connections.active(), secrets.stored.size, seen.seenAt('e1')]).toEqual([[], undefined, 0, undefined]);
    expect([known.told('/cases/one.md'), known.exhibits('/cases/one.md')]).toEqual([undefined, undefined]);
    expect([places.of('/cases/one.md'), createKeptFilings(memento).get('Jira e1')]).toEqual(['/cases/one.md', undefined]);
    expect([session.state.kind, await journal.all()]).toEqual(['disconnected', []]);
  });

  it('does nothing without one, and Enter is no yes', async () => {
    const { secrets, known, journal } = await connected();
    editor.answer = ({ items }) => items[0];
    await editor.run('runtimeThreats.forgetEverything');
    expect(editor.shown.at(-1)).toMatchObject({ kind: 'warning', options: { modal: true } });
    expect([secrets.stored.size, known.all().length, (await journal.all()).length]).toEqual([3, 1, 1]);
  });
});
