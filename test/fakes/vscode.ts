/**
 * The editor's API as far as our code uses it, without an editor. `editor` is the test's side: what was shown, and what the user does.
 * `editor.reset()` before each test.
 */
import { readFile } from 'node:fs/promises';

export class Disposable {
  readonly #end: () => unknown;
  constructor(end: () => unknown) {
    this.#end = end;
  }
  dispose(): void {
    this.#end();
  }
  static from(...all: { dispose(): unknown }[]): Disposable {
    return new Disposable(() => {
      for (const one of all) one.dispose();
    });
  }
}

export class EventEmitter<T> {
  readonly #listeners = new Set<(value: T) => unknown>();
  readonly event = (listener: (value: T) => unknown): Disposable => {
    this.#listeners.add(listener);
    return new Disposable(() => this.#listeners.delete(listener));
  };
  fire(value: T): void {
    for (const listener of [...this.#listeners]) listener(value);
  }
  dispose(): void {
    this.#listeners.clear();
  }
}

export class CancellationTokenSource {
  readonly #cancelled = new EventEmitter<void>();
  readonly token = { isCancellationRequested: false, onCancellationRequested: this.#cancelled.event };
  cancel(): void {
    this.token.isCancellationRequested = true;
    this.#cancelled.fire();
  }
  dispose(): void {
    this.#cancelled.dispose();
  }
}

export class ThemeColor {
  readonly id: string;
  constructor(id: string) {
    this.id = id;
  }
}

export class ThemeIcon {
  readonly id: string;
  readonly color: ThemeColor | undefined;
  constructor(id: string, color?: ThemeColor) {
    this.id = id;
    this.color = color;
  }
}

export class Uri {
  readonly scheme: string;
  readonly path: string;
  constructor(scheme: string, path: string) {
    this.scheme = scheme;
    this.path = path;
  }
  get fsPath(): string {
    return this.path;
  }
  static file(path: string): Uri {
    return new Uri('file', path);
  }
  static parse(value: string): Uri {
    const [scheme = '', ...rest] = value.split(':');
    return new Uri(scheme, rest.join(':'));
  }
  static joinPath(base: Uri, ...segments: string[]): Uri {
    return new Uri(base.scheme, [base.path, ...segments].join('/'));
  }
  toString(): string {
    return `${this.scheme}:${this.path}`;
  }
}

export class Position {
  readonly line: number;
  readonly character: number;
  constructor(line: number, character: number) {
    this.line = line;
    this.character = character;
  }
}

export class Range {
  readonly start: Position;
  readonly end: Position;
  constructor(start: Position, end: Position) {
    this.start = start;
    this.end = end;
  }
}

export class Selection extends Range {
  get active(): Position {
    return this.end;
  }
}

export class TreeItem {
  label: string;
  collapsibleState: number;
  constructor(label: string, collapsibleState = 0) {
    this.label = label;
    this.collapsibleState = collapsibleState;
  }
}

export class MarkdownString {
  readonly value: string;
  constructor(value: string) {
    this.value = value;
  }
}

export const TreeItemCollapsibleState = { None: 0, Collapsed: 1, Expanded: 2 };
export const ViewColumn = { Active: -1, Beside: -2, One: 1, Two: 2 };
export const ProgressLocation = { SourceControl: 1, Window: 10, Notification: 15 };
export const StatusBarAlignment = { Left: 1, Right: 2 };
export const QuickPickItemKind = { Separator: -1, Default: 0 };
export const InputBoxValidationSeverity = { Info: 1, Warning: 2, Error: 3 };
export const TextEditorRevealType = { InCenterIfOutsideViewport: 2 };

/** A prompt or a notification as it was shown; `items` are buttons or rows. */
export type Shown = {
  readonly kind: 'error' | 'warning' | 'information' | 'quickPick' | 'input';
  readonly text: string;
  readonly options: Readonly<Record<string, unknown>>;
  readonly items: readonly unknown[];
};

type Progress = {
  readonly options: Readonly<Record<string, unknown>>;
  readonly lines: string[];
  readonly cancel: () => void;
  ended: boolean;
};

const nobody = (): unknown => undefined;

export const editor = {
  /** everything that was shown, in order */
  shown: [] as Shown[],
  progress: [] as Progress[],
  context: new Map<string, unknown>(),
  registered: new Map<string, (...args: unknown[]) => unknown>(),
  executed: [] as string[],
  treeViews: [] as FakeTreeView[],
  statusBar: [] as FakeStatusBarItem[],
  panels: [] as FakePanel[],
  serializers: new Map<string, { deserializeWebviewPanel(panel: unknown, state: unknown): Promise<void> }>(),
  settings: new Map<string, unknown>(),
  /** files that are not on the disk */
  files: new Map<string, string>(),
  editors: [] as FakeEditor[],
  selectionMoved: new EventEmitter<{ textEditor: unknown }>(),
  windowChanged: new EventEmitter<{ focused: boolean }>(),
  configured: new EventEmitter<{ affectsConfiguration(key: string): boolean }>(),
  /** addresses that were handed to the browser */
  opened: [] as string[],
  clipboard: '',
  /** names of the language-model tools that other extensions brought */
  lmTools: [] as readonly string[],
  /** The user: what they answer to something shown. Nothing (Escape, or never reading it) unless the test says otherwise. */
  answer: nobody as (shown: Shown) => unknown,
  run: async (id: string, ...args: unknown[]): Promise<unknown> => {
    const handler = editor.registered.get(id);
    if (handler === undefined) throw new Error(`command '${id}' not found`);
    return handler(...args);
  },
  /** the user turns to this window, or away from it */
  focus(focused: boolean): void {
    window.state.focused = focused;
    editor.windowChanged.fire({ focused });
  },
  configure(key: string, value: unknown): void {
    editor.settings.set(key, value);
    editor.configured.fire({ affectsConfiguration: (asked) => key === asked || key.startsWith(`${asked}.`) });
  },
  reset(): void {
    for (const list of [this.shown, this.progress, this.executed, this.treeViews, this.statusBar, this.panels, this.editors])
      list.length = 0;
    for (const map of [this.context, this.registered, this.serializers, this.settings, this.files]) map.clear();
    for (const emitter of [this.selectionMoved, this.windowChanged, this.configured]) emitter.dispose();
    this.opened.length = 0;
    window.state.focused = true;
    this.clipboard = '';
    this.lmTools = [];
    this.answer = nobody;
  },
};

async function show(shown: Shown): Promise<unknown> {
  editor.shown.push(shown);
  return editor.answer(shown);
}

function message(kind: Shown['kind']) {
  return (text: string, ...rest: unknown[]): Promise<unknown> => {
    const [first, ...more] = rest;
    const hasOptions = first !== null && typeof first === 'object' && !('title' in first);
    return show({ kind, text, options: hasOptions ? { ...first } : {}, items: hasOptions ? more : rest });
  };
}

export const l10n = {
  t: (text: string, ...args: unknown[]): string => text.replaceAll(/\{(\d+)\}/g, (_, index: string) => String(args[Number(index)])),
};

export const lm = {
  get tools() {
    return editor.lmTools.map((name) => ({ name }));
  },
};

export const env = {
  language: 'en',
  uriScheme: 'code-oss',
  clipboard: {
    writeText: async (value: string): Promise<void> => {
      editor.clipboard = value;
    },
  },
  openExternal: async (uri: Uri): Promise<boolean> => editor.opened.push(uri.toString()) > 0,
};

export const commands = {
  registerCommand(id: string, handler: (...args: unknown[]) => unknown): Disposable {
    editor.registered.set(id, handler);
    return new Disposable(() => editor.registered.delete(id));
  },
  async executeCommand(id: string, ...args: unknown[]): Promise<unknown> {
    if (id === 'setContext') return void editor.context.set(String(args[0]), args[1]);
    editor.executed.push(id);
    return editor.registered.get(id)?.(...args);
  },
};

export const workspace = {
  getConfiguration: (section: string) => ({ get: (key: string, other?: unknown) => editor.settings.get(`${section}.${key}`) ?? other }),
  onDidChangeConfiguration: (listener: (event: { affectsConfiguration(key: string): boolean }) => unknown) =>
    editor.configured.event(listener),
  openTextDocument: async (uri: Uri) => {
    const text = editor.files.get(uri.fsPath) ?? (await readFile(uri.fsPath, 'utf8'));
    return { uri, getText: () => text, lineAt: (line: number) => ({ text: text.split('\n')[line] ?? '' }) };
  },
};

type FakeEditor = { document: { uri: Uri }; viewColumn: number; selection: Selection; revealRange(): void };
type FakeStatusBarItem = { text: string; tooltip: string; visible: boolean; show(): void; hide(): void; dispose(): void };

/** A view as its owner dresses it; `show` is the user opening or hiding it. */
export type FakeTreeView = {
  visible: boolean;
  badge?: unknown;
  message?: string;
  description?: string;
  readonly options: Readonly<Record<string, unknown>>;
  readonly show: (visible: boolean) => void;
};

export type FakePanel = {
  title: string;
  html: string;
  readonly posted: unknown[];
  /** the page says something */
  readonly say: (message: unknown) => void;
  readonly close: () => void;
};

export function createPanel(title: string) {
  const messages = new EventEmitter<unknown>();
  const disposed = new EventEmitter<void>();
  const shown: FakePanel = { title, html: '', posted: [], say: (value) => messages.fire(value), close: () => disposed.fire() };
  editor.panels.push(shown);
  return {
    title,
    reveal: nobody,
    onDidDispose: disposed.event,
    webview: {
      options: {},
      cspSource: 'https://ours.example',
      asWebviewUri: (uri: Uri) => uri,
      onDidReceiveMessage: messages.event,
      postMessage: async (value: unknown) => shown.posted.push(value) > 0,
      get html() {
        return shown.html;
      },
      set html(value: string) {
        shown.html = value;
      },
    },
  };
}

export const window = {
  state: { focused: true },
  onDidChangeWindowState: (listener: (state: { focused: boolean }) => unknown) => editor.windowChanged.event(listener),
  get visibleTextEditors() {
    return editor.editors;
  },
  onDidChangeTextEditorSelection: (listener: (event: { textEditor: unknown }) => unknown) => editor.selectionMoved.event(listener),
  showErrorMessage: message('error'),
  showWarningMessage: message('warning'),
  showInformationMessage: message('information'),
  showQuickPick: async (items: readonly unknown[], options: Record<string, unknown> = {}) =>
    show({ kind: 'quickPick', text: String(options['title'] ?? ''), options, items: await items }),
  showInputBox: (options: Record<string, unknown> = {}) =>
    show({ kind: 'input', text: String(options['title'] ?? ''), options, items: [] }),
  async withProgress(options: Record<string, unknown>, task: (progress: unknown, token: unknown) => Promise<unknown>): Promise<unknown> {
    const source = new CancellationTokenSource();
    const progress: Progress = { options, lines: [], cancel: () => source.cancel(), ended: false };
    editor.progress.push(progress);
    try {
      return await task({ report: (step: { message?: string }) => progress.lines.push(step.message ?? '') }, source.token);
    } finally {
      progress.ended = true;
    }
  },
  createStatusBarItem(): FakeStatusBarItem {
    const setVisible = (visible: boolean) => () => {
      item.visible = visible;
    };
    const item: FakeStatusBarItem = {
      text: '',
      tooltip: '',
      visible: false,
      show: setVisible(true),
      hide: setVisible(false),
      dispose: setVisible(false),
    };
    editor.statusBar.push(item);
    return item;
  },
  createTreeView(_id: string, options: Record<string, unknown>) {
    const visibility = new EventEmitter<{ visible: boolean }>();
    const view = {
      visible: false,
      options,
      show: (visible: boolean) => {
        view.visible = visible;
        visibility.fire({ visible });
      },
      onDidChangeVisibility: visibility.event,
      dispose: () => visibility.dispose(),
    };
    editor.treeViews.push(view);
    return view;
  },
  createOutputChannel: () => ({ trace: nobody, debug: nobody, info: nobody, warn: nobody, error: nobody, show: nobody, dispose: nobody }),
  createWebviewPanel: (_type: string, title: string) => createPanel(title),
  registerWebviewPanelSerializer(type: string, serializer: { deserializeWebviewPanel(panel: unknown, state: unknown): Promise<void> }) {
    editor.serializers.set(type, serializer);
    return new Disposable(() => editor.serializers.delete(type));
  },
  async showTextDocument(document: { uri: Uri }, options: { viewColumn?: number } = {}) {
    const known = editor.editors.find((one) => one.document.uri.toString() === document.uri.toString());
    if (known !== undefined) return known;
    const start = new Position(0, 0);
    const opened: FakeEditor = {
      document,
      viewColumn: options.viewColumn ?? 1,
      selection: new Selection(start, start),
      revealRange: nobody,
    };
    editor.editors.push(opened);
    return opened;
  },
};
