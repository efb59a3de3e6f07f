import { beforeEach, describe, expect, it } from 'vitest';
import type { Fetch } from '../../../../src/extension/core/model/ports.ts';
import { createIntelligenceKeys } from '../../../../src/extension/editor/connection/intelligenceKeys.ts';
import { setIntelligenceKey } from '../../../../src/extension/editor/connection/setIntelligenceKey.ts';
import { createIntelligence } from '../../../../src/extension/editor/investigation/intelligence.ts';
import { createQuestions } from '../../../../src/extension/editor/questions.ts';
import { samplePublicSources } from '../../../../src/extension/sample/publicSources.ts';
import { fakeSecrets } from '../../../fakes/secretStorage.ts';
import { editor } from '../../../fakes/vscode.ts';

const acme = { name: 'acme', sample: false };
const sample = { name: 'sample', sample: true };
const file = 'a'.repeat(64);
const never = new AbortController().signal;

type Sent = { readonly url: string; readonly headers: Readonly<Record<string, string>> };

function world(environmentKey?: string) {
  const secrets = fakeSecrets();
  const keys = createIntelligenceKeys(secrets);
  const sent: Sent[] = [];
  const log: string[] = [];
  const answers = samplePublicSources();
  const fetch: Fetch = async (url, init) => {
    sent.push({ url, headers: init.headers });
    return answers(url, init);
  };
  const intelligence = createIntelligence({
    keys,
    environmentKey: async () => environmentKey,
    fetch,
    sampleFetch: async () => samplePublicSources(),
    clock: { now: () => Date.UTC(2026, 5, 10), sleep: () => new Promise(() => undefined) },
    log: { write: (_level, message, detail) => log.push(message + JSON.stringify(detail)) },
  });
  return { intelligence, keys, log, secrets, sent };
}

beforeEach(() => editor.reset());

describe('[I-16] the public sources', () => {
  it('are all asked unless a setting says otherwise, which is read when an investigation begins', async () => {
    const { intelligence, keys, sent } = world();
    await keys.set('virusTotal', 'key');
    expect((await intelligence.sources(acme)).off('nvd')).toBeUndefined();
    editor.settings.set('runtimeThreats.intelligence.nvd', false);
    const { nvd, off } = await intelligence.sources(acme);
    expect(off('nvd')).toBe('switched off in settings');
    expect(off('kev')).toBeUndefined();
    await expect(nvd('CVE-2021-44228', never)).rejects.toMatchObject({ reason: 'refused' });
    expect(sent).toEqual([]);
  });

  it.each(['nvd', 'kev', 'ghsa', 'exploitDb', 'epss', 'virusTotal', 'ipinfo', 'ipApi'] as const)(
    'has a setting for %s, and what is no yes is a no',
    async (source) => {
      const { intelligence, keys } = world();
      await keys.set('virusTotal', 'key');
      for (const value of [false, 'false']) {
        editor.settings.set(`runtimeThreats.intelligence.${source}`, value);
        expect((await intelligence.sources(acme)).off(source)).toBe('switched off in settings');
      }
    },
  );

  it('keep their answers from one investigation to the next, until a setting or a key changes', async () => {
    const { intelligence, keys, sent } = world();
    await (await intelligence.sources(acme)).nvd('CVE-2021-44228', never);
    await (await intelligence.sources(acme)).nvd('CVE-2021-44228', never);
    expect(sent).toHaveLength(1);
    await keys.set('nvd', 'nvd-key');
    await (await intelligence.sources(acme)).nvd('CVE-2021-44228', never);
    expect(sent).toHaveLength(2);
    expect(JSON.stringify(sent[1]?.headers)).toContain('nvd-key');
  });

  it('[C-06] are answered by the sample on the sample tenant, and nothing leaves', async () => {
    const { intelligence, keys, sent } = world();
    await keys.set('virusTotal', 'key');
    const sources = await intelligence.sources(sample);
    await sources.nvd('CVE-2021-44228', never);
    await sources.file(file, never);
    await sources.place('8.8.8.8', never);
    expect(sent).toEqual([]);
    await (await intelligence.sources(acme)).file(file, never);
    expect(sent).toHaveLength(1);
  });
});

describe("[C-11] VirusTotal's key", () => {
  it('comes from the secret storage, else from the environment; without one the source is not asked', async () => {
    expect((await world().intelligence.sources(acme)).off('virusTotal')).toBe('no API key');
    const { intelligence, keys, sent } = world('from-environment');
    await (await intelligence.sources(acme)).file(file, never);
    await keys.set('virusTotal', 'from-storage');
    await (await intelligence.sources(acme)).file(file, never);
    expect(sent.map(({ headers }) => Object.values(headers).filter((value) => value.startsWith('from-')))).toEqual([
      ['from-environment'],
      ['from-storage'],
    ]);
  });

  it('is told by the name under which it is stored, and never by itself', async () => {
    const { intelligence, keys, log } = world();
    expect(await intelligence.keyNames()).toEqual([]);
    await keys.set('virusTotal', 'a-secret-key');
    expect(await intelligence.keyNames()).toEqual(['intelligence:virusTotal']);
    await (await intelligence.sources(acme)).file(file, never);
    expect(log.length).toBeGreaterThan(0);
    expect(log.join()).not.toContain('a-secret-key');
  });
});

describe('[C-11] Set Intelligence Key', () => {
  const answering = (key: string | undefined) => {
    editor.answer = ({ kind, items }) => (kind === 'quickPick' ? items[0] : kind === 'input' ? key : undefined);
  };
  const questions = createQuestions();

  it('stores the key that was pasted, and shows it nowhere', async () => {
    const { keys, secrets } = world();
    answering(' a-secret-key ');
    await setIntelligenceKey({ questions, keys });
    expect([...secrets.stored]).toEqual([['intelligence:virusTotal', 'a-secret-key']]);
    expect(editor.shown[1]).toMatchObject({ kind: 'input', text: 'API key for VirusTotal', options: { password: true } });
    expect(JSON.stringify(editor.shown)).not.toContain('a-secret-key');
  });

  it('removes the stored key for an empty one, and leaves it for Escape', async () => {
    const { keys } = world();
    await keys.set('virusTotal', 'old');
    answering(undefined);
    await setIntelligenceKey({ questions, keys });
    expect(await keys.get('virusTotal')).toBe('old');
    answering('');
    await setIntelligenceKey({ questions, keys });
    expect(await keys.get('virusTotal')).toBeUndefined();
  });

  it('refuses what can not go into a header', async () => {
    const { keys } = world();
    answering(undefined);
    await setIntelligenceKey({ questions, keys });
    const problem = editor.shown[1]?.options['validateInput'] as (value: string) => string | undefined;
    expect(['abc123', ' abc ', ''].map(problem)).toEqual([undefined, undefined, undefined]);
    for (const bad of ['a b', 'a\r\nHost: x', 'ключ']) expect(problem(bad), bad).toBeTypeOf('string');
  });
});
