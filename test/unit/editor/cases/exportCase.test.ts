import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { ToldCase } from '../../../../src/extension/core/model/case.ts';
import type { Exhibit } from '../../../../src/extension/core/model/evidence.ts';
import { Failure } from '../../../../src/extension/core/model/failure.ts';
import { renderCase } from '../../../../src/extension/core/report/caseFile.ts';
import { type ExportPorts, exportCase } from '../../../../src/extension/editor/cases/exportCase.ts';
import { exportFormats } from '../../../../src/extension/editor/cases/exportFormats.ts';
import { createQuestions } from '../../../../src/extension/editor/questions.ts';
import { failure } from '../../../fakes/readTools.ts';
import { editor, type Shown, Uri } from '../../../fakes/vscode.ts';
import { bareGroupCase } from '../../../fixtures/cases/bareGroup.ts';
import { storefrontCase } from '../../../fixtures/cases/storefront.ts';

/** The disk and the place of the window, which the shared fake has not. */
const disk = vi.hoisted(() => ({ written: new Map<string, string>(), refuses: false, remote: undefined as string | undefined }));

vi.mock('vscode', async (original) => {
  const fake = await original<typeof import('../../../fakes/vscode.ts')>();
  const writeFile = async (uri: { fsPath: string }, bytes: Uint8Array) => {
    if (disk.refuses) throw new Error('EACCES');
    disk.written.set(uri.fsPath, new TextDecoder().decode(bytes));
  };
  const env = Object.defineProperty(Object.assign(Object.create(fake.env), { uiKind: 1 }), 'remoteName', { get: () => disk.remote });
  return { ...fake, UIKind: { Desktop: 1, Web: 2 }, env, workspace: Object.assign(Object.create(fake.workspace), { fs: { writeFile } }) };
});

const file = '/cases/sysdig-runtime-investigate-18bc3a1fd676-20260610-0941.md';
const drawing = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><g><text x="1" y="2">kdevtmpfsi</text></g></svg>';
const allFormats = exportFormats().map(({ id }) => id);

beforeEach(() => {
  editor.reset();
  disk.written.clear();
  disk.refuses = false;
  disk.remote = undefined;
});

type Setting = {
  told?: ToldCase | undefined;
  markdown?: string;
  drawing?: string;
  exhibits?: (signal: AbortSignal) => Promise<readonly Exhibit[]>;
};

function world(setting: Setting = {}) {
  const told = 'told' in setting ? setting.told : storefrontCase;
  const document = editor.open(Uri.file(file), setting.markdown ?? renderCase(storefrontCase));
  const faults: unknown[] = [];
  const ports: ExportPorts = {
    questions: createQuestions(),
    known: { told: (path) => (path === file ? told : undefined) },
    drawing: async () => setting.drawing,
    exhibitsOf: (_document, signal) => setting.exhibits?.(signal) ?? Promise.resolve(storefrontCase.evidence),
    report: (error) => faults.push(error),
  };
  return { document, faults, run: (argument: unknown = file) => exportCase(argument, ports) };
}

/** The user picks a format and takes the place that is offered; `press` is what they do about the notification. */
function user({ format, place, press }: { format?: string; place?: 'escape'; press?: string } = {}): void {
  editor.answer = ({ kind, items, options }) => {
    if (kind === 'quickPick') return items.find((item) => (item as { format: { id: string } }).format.id === format);
    if (kind === 'save') return place === 'escape' ? undefined : options['defaultUri'];
    return press;
  };
}

const asked = (kind: Shown['kind']) => editor.shown.filter((one) => one.kind === kind);
const offered = () => (asked('quickPick')[0]?.items ?? []).map((item) => (item as { format: { id: string } }).format.id);
const writtenText = (): string => [...disk.written.values()][0] ?? '';

async function failureOf(run: Promise<void>): Promise<Failure> {
  const error = await run.catch((thrown: unknown) => thrown);
  if (!Failure.is(error)) throw new Error(`no failure but ${String(error)}`);
  return error;
}

describe('[K-08] a case is exported', () => {
  const json = (of: (value: Record<string, unknown>) => unknown) => (text: string) => of(JSON.parse(text));
  const looks: Readonly<Record<string, readonly [sign: unknown, read: (text: string) => unknown]>> = {
    html: [true, (text) => text.startsWith('<!DOCTYPE html>') && text.includes('kdevtmpfsi</text>')],
    attackFlow: ['bundle', json(({ type }) => type)],
    navigator: ['enterprise-attack', json(({ domain }) => domain)],
    ocsf: [2004, json((one) => one['class_uid'])],
    evidence: [storefrontCase.evidence.length, json(({ evidence }) => (evidence as { raw?: unknown }[]).length)],
    indicators: ['kind,value', (text) => text.slice(0, 10)],
    svg: [true, (text) => text.startsWith('<svg') && text.includes('kdevtmpfsi')],
    mermaid: ['flowchart LR', (text) => text.split('\n')[0]],
  };

  it.each(allFormats)('as %s, beside its file', async (format) => {
    const { run } = world({ drawing });
    user({ format });
    await run();
    const [sign, read] = looks[format] ?? [];
    expect(read?.(writtenText())).toEqual(sign);
    expect([...disk.written.keys()][0]).toMatch(/^\/cases\/.*sysdig-runtime-investigate-18bc3a1fd676-20260610-0941\.[a-z.-]+$/);
    expect(asked('information').at(-1)?.text).toBe(`Exported to ${[...disk.written.keys()][0]}.`);
  });

  it('each format to a file of its own', () => {
    expect(new Set(exportFormats().map(({ ending }) => ending)).size).toBe(allFormats.length);
  });

  it('as it stands in the editor: what was typed and not saved is in the HTML report', async () => {
    const { document, run } = world();
    document.type(document.getText().replace('### Summary', '### Summary\n\nSeen with my own eyes.'));
    user({ format: 'html' });
    await run();
    expect(writtenText()).toContain('Seen with my own eyes.');
  });

  it('from the panel, which names the format, without being asked for it', async () => {
    const { run } = world();
    user();
    await run({ file, format: 'indicators' });
    expect(asked('quickPick')).toEqual([]);
    expect(writtenText()).toMatch(/^kind,value/);
  });

  it('that is in the active editor, where none is named', async () => {
    const { document, run } = world();
    editor.active = { document };
    user({ format: 'html' });
    await run(undefined);
    expect(disk.written.size).toBe(1);
  });
});

describe('[K-10] a case that this workspace does not know', () => {
  const anotherRun = { ...storefrontCase, completedAt: '2026-06-11T09:41:00.000Z' };
  const anotherCase = { ...storefrontCase, trigger: { ...storefrontCase.trigger, id: 'another' } };

  it.each([
    ['was never seen here', undefined],
    ['is another run than the file tells', anotherRun],
    ['is another case than the file tells', anotherCase],
  ])('since it %s is exported as HTML only', async (_why, told) => {
    const { run } = world({ told });
    user({ format: 'html' });
    await run();
    expect(offered()).toEqual(['html']);
    expect(asked('quickPick')[0]?.options['placeHolder']).toMatch(/refresh it/);
    expect(writtenText()).toContain('<!DOCTYPE html>');
  });

  it('is not guessed from its file for another format', async () => {
    const { run } = world({ told: undefined });
    user();
    expect(await failureOf(run({ file, format: 'indicators' }))).toMatchObject({ fix: expect.stringMatching(/Refresh Case/) });
    expect(disk.written.size).toBe(0);
  });
});

describe('a case without an attack flow', () => {
  const bare = { told: bareGroupCase, markdown: renderCase(bareGroupCase) };

  it('[K-08] is offered in every format but the drawing and its text', async () => {
    const { run } = world(bare);
    user();
    await run();
    expect(offered()).toEqual(allFormats.filter((id) => id !== 'svg' && id !== 'mermaid'));
  });

  it('says so to who asks for the drawing', async () => {
    const { run } = world(bare);
    expect((await failureOf(run({ file, format: 'svg' }))).why).toMatch(/no attack flow/);
  });
});

describe('the drawing', () => {
  it('[K-08] is asked for again where no panel shows it, before a place is asked for', async () => {
    const { run } = world();
    user({ format: 'svg' });
    expect((await failureOf(run())).fix).toMatch(/Show Attack Flow/);
    expect(asked('save')).toEqual([]);
  });

  it.each([
    '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    '<svg xmlns="http://www.w3.org/2000/svg"><a href="https://evil.example"><text>x</text></a></svg>',
    '',
  ])('[K-07] is not believed: %s', async (svg) => {
    const { run } = world({ drawing: svg });
    user({ format: 'svg' });
    expect(await failureOf(run())).toMatchObject({ what: 'The drawing of the attack flow was not exported' });
    expect(disk.written.size).toBe(0);
  });
});

describe('nothing is written', () => {
  it.each([
    ['the format', {}],
    ['the place', { format: 'html', place: 'escape' } as const],
  ])('after an Escape at %s', async (_question, answers) => {
    const { run } = world();
    user(answers);
    await run();
    expect(disk.written.size).toBe(0);
    expect(asked('information')).toEqual([]);
  });

  it('[V-10] after Cancel while answers are asked for again, and no place is asked for', async () => {
    const untilAborted = (signal: AbortSignal) =>
      new Promise<never>((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason));
        editor.progress.at(-1)?.cancel();
      });
    const { run } = world({ exhibits: untilAborted });
    user({ format: 'evidence' });
    await run();
    expect(asked('save')).toEqual([]);
    expect(disk.written.size).toBe(0);
  });

  it('where the folder refuses, and it is said where to go on', async () => {
    disk.refuses = true;
    const { run } = world();
    user({ format: 'html' });
    expect(await failureOf(run())).toMatchObject({ reason: 'refused', why: expect.stringContaining('/cases/') });
    expect(asked('information')).toEqual([]);
  });

  it('of what is no case', async () => {
    const { run } = world({ markdown: '# A shopping list' });
    expect(await failureOf(run())).toMatchObject({ what: 'There is no case to work on' });
  });
});

describe('[K-10] evidence after a reload', () => {
  const [first, ...others] = storefrontCase.evidence;

  it('has the answers that could be had again, and the notification counts the others', async () => {
    const { run } = world({ exhibits: async () => (first ? [first] : []) });
    user({ format: 'evidence' });
    await run();
    const { evidence } = JSON.parse(writtenText()) as { evidence: { id: string; raw?: unknown; answer?: unknown }[] };
    expect(evidence.map(({ id }) => id)).toEqual(storefrontCase.evidence.map(({ id }) => id));
    expect(asked('information').at(-1)?.text).toContain(`It has 1 of ${others.length + 1} answers`);
  });

  it('is not written without them where the tenant can not be asked', async () => {
    const { run } = world({ exhibits: () => Promise.reject(failure('refused', 'connected is another')) });
    user({ format: 'evidence' });
    expect((await failureOf(run())).why).toBe('connected is another');
    expect(disk.written.size).toBe(0);
  });
});

describe('an export', () => {
  const shown = async () => {
    for (let turn = 0; turn < 10; turn += 1) await new Promise(setImmediate);
  };

  it('opens in the browser where it is a page on this machine', async () => {
    const { run } = world();
    user({ format: 'html', press: 'Open' });
    await run();
    await shown();
    expect(editor.opened).toEqual([expect.stringMatching(/\.html$/)]);
  });

  it('opens as text where it lies on another machine', async () => {
    disk.remote = 'ssh-remote';
    const { run } = world();
    user({ format: 'html', press: 'Open' });
    await run();
    await shown();
    expect(editor.opened).toEqual([]);
    expect(asked('information').at(-1)?.items).toEqual(['Open']);
    expect(editor.editors).toHaveLength(1);
  });

  it('is shown in its folder', async () => {
    const { run } = world();
    user({ format: 'indicators', press: 'Show in Folder' });
    await run();
    await shown();
    expect(editor.executed).toContain('revealFileInOS');
  });
});
