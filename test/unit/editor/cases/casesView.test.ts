import { lexer, type Token } from 'marked';
import { beforeEach, describe, expect, it } from 'vitest';
import { editor, type ThemeIcon } from '../../../fakes/vscode.ts';
import { bareGroupCase } from '../../../fixtures/cases/bareGroup.ts';
import { hostile } from '../../report/hostile.ts';
import { acme, caseFile, type Entry, entry, eventId, onDisk, openCases, path, read, settled, told } from './casesWorld.ts';

beforeEach(() => editor.reset());

const never = new Promise<never>(() => undefined);
const labels = (rows: readonly { readonly item: { readonly label?: unknown } }[]) => rows.map(({ item }) => item.label);
const iconOf = (item: { readonly iconPath?: unknown }) => (item.iconPath as ThemeIcon).id;

describe('[V-13] the Cases view lists the cases of the shared state', () => {
  it('newest first, with what they are, how sure, how old and where they went', async () => {
    onDisk();
    const handoff = { destination: 'jira', ticket_key: 'RUNTIME-1234', ticket_url: 'https://acme.atlassian.net/browse/RUNTIME-1234' };
    const older: Entry = { event_id: 'f'.repeat(32), tactic: 'initial_access', cluster: 'vm-12', completed: '2026-06-08T09:38:00Z' };
    const cases = await openCases(() => [older, { ...entry, handoff }], { known: [{ file: path, told }] });
    await read(cases);
    const rows = await cases.rows();
    expect(rows.map(({ node, item }) => [item.label, item.description, node.kind, iconOf(item)])).toEqual([
      ['Cryptominer dropped through…', `c2 · ${told.confidence.score}/5 · 8 min ago · RUNTIME-1234`, 'case', 'issues'],
      ['initial access · vm-12', 'initial access · file gone · 2 d ago', 'goneCase', 'circle-slash'],
    ]);
    expect(rows.map(({ item }) => item.contextValue)).toEqual(['case', 'goneCase']);
  });

  it('opens one with a click, and one whose file is gone not at all', async () => {
    onDisk();
    const cases = await openCases(() => [entry, { ...entry, event_id: 'gone', case_file: 'elsewhere.md' }]);
    await read(cases);
    const [here, gone] = await cases.rows();
    expect(here?.item.command).toMatchObject({ command: 'runtimeThreats.openCase', arguments: [{ file: path, eventId }] });
    expect(gone?.item.command).toBeUndefined();
    expect(gone?.node).toEqual({ kind: 'goneCase', eventId: 'gone' });
  });

  it('by the heading that the user gave it', async () => {
    onDisk();
    editor.files.set(path, (editor.files.get(path) ?? '').replace(/^## .*$/m, '## The \\*real\\* `miner` — Execution (TA0002)'));
    const cases = await openCases(() => [entry], { known: [{ file: path, told }] });
    await read(cases);
    expect(labels(await cases.rows())).toEqual(['The *real* miner']);
  });

  it('each event once, as it was completed last', async () => {
    onDisk();
    const cases = await openCases(() => [{ ...entry, completed: '2026-06-01T00:00:00Z' }, entry, { ...entry, completed: undefined }]);
    await read(cases);
    expect((await cases.rows()).map(({ item }) => item.description)).toEqual(['c2 · 12 min ago']);
  });

  it('a partial one by a sign of its own', async () => {
    onDisk({ ...told, status: 'partial' });
    const cases = await openCases(() => [entry]);
    await read(cases);
    const [row] = await cases.rows();
    expect(row && iconOf(row.item)).toBe('warning');
    expect(row && (await cases.tooltip(row.node))).toContain('partial');
  });

  it('[K-12] at the place where the user put it, and where it was written once it is gone from there', async () => {
    const place = '/home/me/cases/miner.md';
    onDisk(told, place);
    const moved = await openCases(() => [entry], { moved: { [path]: place } });
    await read(moved);
    expect((await moved.rows())[0]?.node).toMatchObject({ file: place });
    editor.files.delete(place);
    onDisk();
    moved.noted.fire();
    await read(moved, 2);
    expect((await moved.rows())[0]?.node).toMatchObject({ file: path });
  });

  it('at its new place as soon as it is written, also where the state is never told of it', async () => {
    const again = { file: '/tmp/again.md', told: { ...told, completedAt: '2026-06-10T09:49:00Z' } };
    const cases = await openCases(() => [entry]);
    await read(cases);
    expect((await cases.rows())[0]?.node.kind).toBe('goneCase');
    onDisk(again.told, again.file);
    cases.learn(again);
    await settled();
    const [row] = await cases.rows();
    expect(row?.node).toMatchObject({ kind: 'case', file: again.file });
    expect(row?.item.description).toBe(`c2 · ${told.confidence.score}/5 · 1 min ago`);
  });

  it('as the state has it where another window went on with it: what this one knows is old', async () => {
    onDisk();
    const old = { file: '/tmp/old.md', told: { ...told, completedAt: '2026-06-09T09:00:00Z' } };
    onDisk(old.told, old.file);
    const cases = await openCases(() => [entry], { known: [old] });
    await read(cases);
    const [row] = await cases.rows();
    expect(row?.node).toMatchObject({ file: path });
    expect(row?.item.description).toBe('c2 · 12 min ago');
  });

  it('[K-01] and what is under the name but not this case is not opened; the tooltip says why', async () => {
    editor.files.set(path, '# not a case');
    const cases = await openCases(() => [entry]);
    await read(cases);
    const [row] = await cases.rows();
    expect(row?.item.description).toBe('c2 · file not usable · 12 min ago');
    expect(row && (await cases.tooltip(row.node))).toContain('its footer is not the one of this case');
  });

  it('and no name in the state leads out of the folder of the cases', async () => {
    const names = ['../../etc/passwd', '/etc/passwd', `../${caseFile}`, 'notes.md', ''];
    const cases = await openCases(() => names.map((name, index) => ({ ...entry, event_id: `e${index}`, case_file: name })));
    await read(cases);
    expect(await cases.rows()).toHaveLength(names.length);
    expect(cases.looked).toEqual([]);
  });
});

describe('[V-13] what only this workspace knows', () => {
  it('is listed as well: a group that names no event has no place in the state', async () => {
    const group = { file: '/tmp/group.md', told: { ...bareGroupCase, tenant: acme, completedAt: '2026-06-10T09:49:00Z' } };
    const cases = await openCases(() => [entry], { known: [group] });
    await read(cases);
    const [first, second] = await cases.rows();
    expect(second?.item.label).toBe('c2 · prod-eu-1');
    expect(first?.item.label).toBe(bareGroupCase.trigger.title);
    expect(first?.node).toEqual({ kind: 'goneCase', groupId: bareGroupCase.trigger.id });
  });

  it('comes up when an investigation ends, without another question to the tenant', async () => {
    const cases = await openCases(() => []);
    await read(cases);
    expect(await cases.rows()).toEqual([]);
    onDisk();
    cases.learn({ file: path, told });
    await settled();
    expect(labels(await cases.rows())).toEqual(['Cryptominer dropped through…']);
    expect(cases.asked).toHaveLength(1);
  });

  it('is not lost where it comes while the files of the others are read', async () => {
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const cases = await openCases(() => [entry], { hold: () => held });
    await read(cases);
    cases.learn({ file: '/tmp/group.md', told: { ...bareGroupCase, tenant: acme } });
    release();
    await settled();
    expect(await cases.rows()).toHaveLength(2);
  });

  it('is all that a tenant without shared state has, and is said to be', async () => {
    onDisk();
    const other = {
      file: '/tmp/other.md',
      told: { ...told, tenant: { ...acme, name: 'other' }, trigger: { ...told.trigger, eventId: 'x' } },
    };
    const cases = await openCases(() => ({ error: 'status code: 404' }), { known: [{ file: path, told }, other] });
    await read(cases);
    expect(labels(await cases.rows())).toEqual(['Cryptominer dropped through…']);
    expect(cases.view.message).toMatch(/shares no cases/);
  });
});

describe('[V-06] the Cases view asks', () => {
  it('nothing while it is hidden, once it shows, and again when it shows again', async () => {
    const cases = await openCases(() => [entry], { visible: false });
    cases.noted.fire();
    await settled();
    expect([cases.asked.length, cases.reconnects()]).toEqual([0, 0]);
    cases.view.show(true);
    await read(cases);
    expect([cases.asked.length, cases.reconnects()]).toEqual([1, 1]);
    cases.view.show(false);
    cases.view.show(true);
    await read(cases, 2);
    expect(cases.asked).toEqual(['get_skill_state', 'get_skill_state']);
  });

  it('again after a case was handed off', async () => {
    let handoff = {};
    const cases = await openCases(() => [{ ...entry, ...handoff }]);
    await read(cases);
    handoff = { handoff: { destination: 'pagerduty' } };
    cases.noted.fire();
    await read(cases, 2);
    expect((await cases.rows())[0]?.item.description).toContain('pagerduty');
  });

  it('nobody without a connection, and shows no row', async () => {
    const cases = await openCases(() => [entry], { state: { kind: 'disconnected' } });
    expect(await cases.rows()).toEqual([]);
    expect([cases.asked.length, cases.reconnects()]).toEqual([0, 1]);
    expect(editor.context.get('runtimeThreats.noCases')).not.toBe(true);
  });

  it('[C-05] no server that refused the token', async () => {
    const state = { kind: 'unauthenticated', name: 'acme', failure: new Error('no') as never } as const;
    expect((await openCases(() => [entry], { state })).reconnects()).toBe(0);
  });

  it('[C-13] the next tenant, whose rows are not those of the one before while it has not answered', async () => {
    const answers = [[entry], never];
    const cases = await openCases(() => answers.shift() ?? []);
    await read(cases);
    expect(await cases.rows()).toHaveLength(1);
    cases.become({ kind: 'connected', tenant: { ...acme, name: 'other' } });
    await read(cases, 2);
    expect(labels(await cases.rows())).toEqual(['Loading…']);
  });

  it('[C-13] the next tenant, and shows nothing of the one before, also when its answer comes late', async () => {
    let answer: (entries: readonly Entry[]) => void = () => undefined;
    const late = new Promise<readonly Entry[]>((resolve) => {
      answer = resolve;
    });
    const answers = [late, Promise.resolve([])];
    const cases = await openCases(() => answers.shift() ?? []);
    await read(cases);
    cases.become({ kind: 'connected', tenant: { ...acme, name: 'other' } });
    await read(cases, 2);
    answer([entry]);
    await settled();
    expect(await cases.rows()).toEqual([]);
    expect(editor.context.get('runtimeThreats.noCases')).toBe(true);
  });
});

describe('[V-13] the Cases view', () => {
  it('says that it is loading', async () => {
    const cases = await openCases(() => never);
    await read(cases);
    expect(labels(await cases.rows())).toEqual(['Loading…']);
  });

  it('says why it could not read, keeps what it had, and tries again on a click', async () => {
    let answer: readonly Entry[] | { readonly error: string } = [entry];
    const cases = await openCases(() => answer);
    await read(cases);
    answer = { error: 'status code: 503' };
    cases.noted.fire();
    await read(cases, 2);
    const rows = await cases.rows();
    expect(rows.map(({ node }) => node.kind)).toEqual(['failure', 'goneCase']);
    expect(rows[0]?.item.command?.command).toBe('runtimeThreats.refreshCases');
    answer = [entry];
    await editor.run('runtimeThreats.refreshCases', rows[0]?.node);
    expect((await cases.rows()).map(({ node }) => node.kind)).toEqual(['goneCase']);
  });

  it('has a welcome view where there is no case', async () => {
    const cases = await openCases(() => []);
    await read(cases);
    expect(editor.context.get('runtimeThreats.noCases')).toBe(true);
    expect(cases.view.message).toBe('');
    cases.learn({ file: path, told });
    await settled();
    expect(editor.context.get('runtimeThreats.noCases')).toBe(false);
  });

  it('tells event, file, time in UTC and here, and the ticket with its address as text', async () => {
    onDisk();
    const handoff = { destination: 'jira', ticket_key: 'RUNTIME-1234', ticket_url: 'https://acme.atlassian.net/browse/RUNTIME-1234' };
    const cases = await openCases(() => [{ ...entry, handoff }]);
    await read(cases);
    const [row] = await cases.rows();
    const tooltip = row === undefined ? '' : await cases.tooltip(row.node);
    for (const fact of [eventId, path, '2026-06-10 09:38:00Z', 'local time', 'jira RUNTIME-1234']) expect(tooltip).toContain(fact);
    expect(tooltip).toMatch(/`[^`]*acme[^`]*\/browse\/RUNTIME-1234`/);
    expect(row?.item.accessibilityInformation?.label).toBe(`${told.trigger.title}, c2, 12 min ago, RUNTIME-1234`);
  });
});

describe('[K-07] names of the state and of the file are shown as text', () => {
  /** What our own words and escaped data come out as: no link, image, element, heading or list. */
  const plain = new Set(['paragraph', 'text', 'strong', 'codespan', 'br', 'escape', 'space']);
  const everyToken = (tokens: readonly Token[]): readonly Token[] =>
    tokens.flatMap((token) => [token, ...('tokens' in token ? everyToken(token.tokens ?? []) : [])]);
  const texts = [...hostile, '$(flame) $(trash)', 'x'.repeat(100_000)];

  it.each(texts.map((text) => [text.slice(0, 60), text]))('%j', async (_start, text) => {
    const handoff = { destination: text, ticket_key: text, ticket_url: text };
    const of = { ...told, trigger: { ...told.trigger, title: text } };
    onDisk(of);
    const cases = await openCases(() => [
      { ...entry, tactic: text, cluster: text, handoff },
      { ...entry, event_id: text, case_file: text },
    ]);
    await read(cases);
    for (const { node, item } of await cases.rows()) {
      const shown = [item.label, item.description, item.accessibilityInformation?.label].join('');
      expect(shown).not.toMatch(/\p{Cc}|[\u200b-\u200f\u202a-\u202e\u2066-\u2069]|\$\(/u);
      expect(shown.length).toBeLessThan(4000);
      const tooltip = await cases.tooltip(node);
      const kinds = new Set(everyToken(lexer(tooltip)).map(({ type }) => type));
      expect([...kinds].filter((kind) => !plain.has(kind))).toEqual([]);
    }
  });
});
