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
  readonly query: string;
  constructor(scheme: string, path: string, query = '') {
    this.scheme = scheme;
    this.path = path;
    this.query = query;
  }
  get fsPath(): string {
    return this.path;
  }
  static file(path: string): Uri {
    return new Uri('file', path);
  }
  static parse(value: string): Uri {
    const [, scheme = '', path = '', query = ''] = /^([^:]*):?([^?]*)\??(.*)$/s.exec(value) ?? [];
    return new Uri(scheme, path, query);
  }
  static from({ scheme, path, query }: { scheme: string; path: string; query?: string }): Uri {
    return new Uri(scheme, path, query);
  }
  static joinPath(base: Uri, ...segments: string[]): Uri {
    return new Uri(base.scheme, [base.path, ...segments].join('/'));
  }
  toString(): string {
    return `${this.scheme}:${this.path}${this.query === '' ? '' : `?${this.query}`}`;
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
  constructor(start: Position, end: Position);
  constructor(line: number, character: number, endLine: number, endCharacter: number);
  constructor(start: Position | number, end: Position | number, endLine = 0, endCharacter = 0) {
    this.start = typeof start === 'number' ? new Position(start, Number(end)) : start;
    this.end = typeof end === 'number' ? new Position(endLine, endCharacter) : end;
  }
  isEqual(other: Range): boolean {
    return JSON.stringify(this) === JSON.stringify(other);
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

export class LanguageModelTextPart {
  readonly value: string;
  constructor(value: string) {
    this.value = value;
  }
}

export class TabInputText {
  readonly uri: Uri;
  constructor(uri: Uri) {
    this.uri = uri;
  }
}

export class Hover {
  readonly contents: MarkdownString;
  readonly range: Range;
  constructor(contents: MarkdownString, range: Range) {
    this.contents = contents;
    this.range = range;
  }
}

export class Location {
  readonly uri: Uri;
  readonly range: Range;
  constructor(uri: Uri, range: Range) {
    this.uri = uri;
    this.range = range;
  }
}

export class CodeLens {
  readonly range: Range;
  readonly command: { readonly title: string; readonly command: string; readonly arguments?: unknown[] };
  constructor(range: Range, command: CodeLens['command']) {
    this.range = range;
    this.command = command;
  }
}

export class FoldingRange {
  readonly start: number;
  readonly end: number;
  constructor(start: number, end: number) {
    this.start = start;
    this.end = end;
  }
}

export class DocumentSymbol {
  readonly name: string;
  readonly detail: string;
  readonly kind: number;
  readonly range: Range;
  readonly selectionRange: Range;
  children: DocumentSymbol[] = [];
  constructor(name: string, detail: string, kind: number, range: Range, selectionRange: Range) {
    this.name = name;
    this.detail = detail;
    this.kind = kind;
    this.range = range;
    this.selectionRange = selectionRange;
  }
}

export class Diagnostic {
  readonly range: Range;
  readonly message: string;
  readonly severity: number;
  source: string | undefined;
  code: string | undefined;
  constructor(range: Range, message: string, severity: number) {
    this.range = range;
    this.message = message;
    this.severity = severity;
  }
}

export class CodeAction {
  readonly title: string;
  readonly kind: unknown;
  edit: WorkspaceEdit | undefined;
  command: { readonly command: string; readonly arguments?: unknown[] } | undefined;
  diagnostics: readonly Diagnostic[] = [];
  constructor(title: string, kind: unknown) {
    this.title = title;
    this.kind = kind;
  }
}

/** An edit of one document; `apply` is what the editor would make of its text. */
export class WorkspaceEdit {
  readonly edits: { readonly uri: Uri; readonly range: Range; readonly text: string }[] = [];
  replace(uri: Uri, range: Range, text: string): void {
    this.edits.push({ uri, range, text });
  }
  apply(document: FakeDocument): string {
    const found = this.edits.map(({ range, text }) => ({ start: document.offsetAt(range.start), end: document.offsetAt(range.end), text }));
    return found
      .sort((a, b) => b.start - a.start)
      .reduce((left, { start, end, text }) => left.slice(0, start) + text + left.slice(end), document.getText());
  }
}

/** A document as an editor holds it. `type` is the user's typing. */
export class FakeDocument {
  readonly uri: Uri;
  readonly languageId: string;
  version = 1;
  isDirty = false;
  isClosed = false;
  #text: string;
  #cutLines: readonly string[] | undefined;
  constructor(uri: Uri, text: string, languageId = uri.path.endsWith('.md') ? 'markdown' : 'json') {
    this.uri = uri;
    this.#text = text;
    this.languageId = languageId;
  }
  get fileName(): string {
    return this.uri.fsPath;
  }
  get lineCount(): number {
    return this.#lines().length;
  }
  getText(range?: Range): string {
    return range === undefined ? this.#text : this.#text.slice(this.offsetAt(range.start), this.offsetAt(range.end));
  }
  lineAt(line: number): { text: string; range: Range } {
    const text = this.#lines()[line] ?? '';
    return { text, range: new Range(line, 0, line, text.length) };
  }
  offsetAt({ line, character }: Position): number {
    const before = this.#text.split('\n').slice(0, line);
    return Math.min(this.#text.length, before.reduce((sum, one) => sum + one.length + 1, 0) + character);
  }
  positionAt(offset: number): Position {
    const before = this.#text.slice(0, offset).split('\n');
    return new Position(before.length - 1, before.at(-1)?.length ?? 0);
  }
  type(text: string): void {
    this.#text = text;
    this.#cutLines = undefined;
    this.version++;
    this.isDirty = true;
    editor.documentEvents.changed.fire({ document: this });
  }
  async save(): Promise<boolean> {
    editor.files.set(this.uri.fsPath, this.#text);
    this.isDirty = false;
    editor.documentEvents.saved.fire(this);
    return true;
  }
  #lines(): readonly string[] {
    this.#cutLines ??= this.#text.split(/\r?\n/);
    return this.#cutLines;
  }
}

export const DiagnosticSeverity = { Error: 0, Warning: 1, Information: 2, Hint: 3 };
export const SymbolKind = { Constant: 13, Array: 17, Event: 23 };
export const CodeActionKind = { QuickFix: 'quickfix' };

export const TreeItemCollapsibleState = { None: 0, Collapsed: 1, Expanded: 2 };
export const ViewColumn = { Active: -1, Beside: -2, One: 1, Two: 2 };
export const ProgressLocation = { SourceControl: 1, Window: 10, Notification: 15 };
export const StatusBarAlignment = { Left: 1, Right: 2 };
export const QuickPickItemKind = { Separator: -1, Default: 0 };
export const InputBoxValidationSeverity = { Info: 1, Warning: 2, Error: 3 };
export const ConfigurationTarget = { Global: 1, Workspace: 2, WorkspaceFolder: 3 };
export const TextEditorRevealType = { InCenterIfOutsideViewport: 2 };

/** A prompt or a notification as it was shown; `items` are buttons or rows. */
export type Shown = {
  readonly kind: 'error' | 'warning' | 'information' | 'quickPick' | 'input' | 'save';
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
  /** the same with their arguments */
  executedWith: [] as (readonly [id: string, ...args: unknown[]])[],
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
  /** documents that are open, shown or not */
  documents: [] as FakeDocument[],
  /** what was applied to them, an entry a step of undo */
  edits: [] as WorkspaceEdit[],
  documentEvents: {
    opened: new EventEmitter<FakeDocument>(),
    changed: new EventEmitter<{ document: FakeDocument }>(),
    saved: new EventEmitter<FakeDocument>(),
    closed: new EventEmitter<FakeDocument>(),
  },
  activeChanged: new EventEmitter<unknown>(),
  visibleChanged: new EventEmitter<unknown>(),
  /** by what they provide: hover, definition, references, symbols, folding, lenses, actions */
  // biome-ignore lint/suspicious/noExplicitAny: a test asks the provider of its own kind
  providers: new Map<string, any>(),
  /** by document */
  problems: new Map<string, readonly Diagnostic[]>(),
  /** opens a document in the background, as the editor does for one that a tab shows */
  open(uri: Uri, text: string, languageId?: string): FakeDocument {
    const document = new FakeDocument(uri, text, languageId);
    editor.documents.push(document);
    editor.documentEvents.opened.fire(document);
    return document;
  },
  close(document: FakeDocument): void {
    editor.documents = editor.documents.filter((one) => one !== document);
    editor.documentEvents.closed.fire(document);
  },
  configured: new EventEmitter<{ affectsConfiguration(key: string): boolean }>(),
  /** addresses that were handed to the browser */
  opened: [] as string[],
  clipboard: '',
  /** names of the language-model tools that other extensions brought */
  lmTools: [] as readonly string[],
  /** what a tool says that it takes */
  lmSchemas: new Map<string, object>(),
  /** the tools themselves: the text that one answers with */
  lmAnswer: (async () => '') as (name: string, input: unknown) => Promise<string>,
  /** read-only documents that are not on the disk, by scheme */
  contentProviders: new Map<string, { provideTextDocumentContent(uri: Uri): unknown }>(),
  active: undefined as { document: { uri: Uri; getText(): string } } | undefined,
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
    for (const map of [this.context, this.registered, this.serializers, this.settings, this.files, this.lmSchemas, this.contentProviders])
      map.clear();
    for (const emitter of [this.selectionMoved, this.windowChanged, this.configured]) emitter.dispose();
    for (const emitter of [...Object.values(this.documentEvents), this.activeChanged, this.visibleChanged]) emitter.dispose();
    this.documents = [];
    this.edits.length = 0;
    this.providers.clear();
    this.problems.clear();
    this.opened.length = 0;
    this.executedWith.length = 0;
    this.active = undefined;
    this.lmAnswer = async () => '';
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
    return editor.lmTools.map((name) => ({ name, inputSchema: editor.lmSchemas.get(name) }));
  },
  invokeTool: async (name: string, { input }: { input: unknown }) => ({
    content: [new LanguageModelTextPart(await editor.lmAnswer(name, input)), { kind: 'something newer' }],
  }),
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

/** No other extension is installed. */
export const extensions = { getExtension: nobody };

export const commands = {
  registerCommand(id: string, handler: (...args: unknown[]) => unknown): Disposable {
    editor.registered.set(id, handler);
    return new Disposable(() => editor.registered.delete(id));
  },
  async executeCommand(id: string, ...args: unknown[]): Promise<unknown> {
    if (id === 'setContext') return void editor.context.set(String(args[0]), args[1]);
    editor.executed.push(id);
    editor.executedWith.push([id, ...args]);
    return editor.registered.get(id)?.(...args);
  },
};

export const workspace = {
  getConfiguration: (section: string) => ({
    get: (key: string, other?: unknown) => editor.settings.get(`${section}.${key}`) ?? other,
    update: async (key: string, value: unknown) => editor.configure(`${section}.${key}`, value),
  }),
  get textDocuments() {
    return editor.documents;
  },
  onDidOpenTextDocument: (listener: (document: FakeDocument) => unknown) => editor.documentEvents.opened.event(listener),
  onDidChangeTextDocument: (listener: (event: { document: FakeDocument }) => unknown) => editor.documentEvents.changed.event(listener),
  onDidSaveTextDocument: (listener: (document: FakeDocument) => unknown) => editor.documentEvents.saved.event(listener),
  onDidCloseTextDocument: (listener: (document: FakeDocument) => unknown) => editor.documentEvents.closed.event(listener),
  workspaceFolders: undefined,
  async applyEdit(edit: WorkspaceEdit): Promise<boolean> {
    const touched = editor.documents.filter(({ uri }) => edit.edits.some((one) => one.uri.toString() === uri.toString()));
    editor.edits.push(edit);
    for (const document of touched) document.type(edit.apply(document));
    return true;
  },
  registerTextDocumentContentProvider(scheme: string, provider: { provideTextDocumentContent(uri: Uri): unknown }) {
    editor.contentProviders.set(scheme, provider);
    return new Disposable(() => editor.contentProviders.delete(scheme));
  },
  onDidChangeConfiguration: (listener: (event: { affectsConfiguration(key: string): boolean }) => unknown) =>
    editor.configured.event(listener),
  openTextDocument: async (uri: Uri) => {
    const known = editor.documents.find((one) => one.uri.toString() === uri.toString());
    if (known !== undefined) return known;
    const provider = editor.contentProviders.get(uri.scheme);
    const text = provider
      ? String(await provider.provideTextDocumentContent(uri))
      : (editor.files.get(uri.fsPath) ?? (await readFile(uri.fsPath, 'utf8')));
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
  /** how often it was brought to the front */
  revealed: number;
  /** the page says something */
  readonly say: (message: unknown) => void;
  readonly close: () => void;
};

export function createPanel(title: string) {
  const messages = new EventEmitter<unknown>();
  const disposed = new EventEmitter<void>();
  const shown: FakePanel = { title, html: '', posted: [], revealed: 0, say: (value) => messages.fire(value), close: () => disposed.fire() };
  editor.panels.push(shown);
  return {
    title,
    visible: true,
    reveal: () => {
      shown.revealed += 1;
    },
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
  onDidChangeActiveTextEditor: (listener: (shown: unknown) => unknown) => editor.activeChanged.event(listener),
  onDidChangeVisibleTextEditors: (listener: (shown: unknown) => unknown) => editor.visibleChanged.event(listener),
  createTextEditorDecorationType: () => ({ dispose: nobody }),
  get activeTextEditor() {
    return editor.active;
  },
  get visibleTextEditors() {
    return editor.editors;
  },
  /** One group with a tab for each shown document. */
  tabGroups: {
    get all() {
      return [{ tabs: editor.editors.map(({ document }) => ({ input: new TabInputText(document.uri) })) }];
    },
    close: async (tabs: readonly { input: TabInputText }[]) => {
      const closed = new Set(tabs.map(({ input }) => input.uri.toString()));
      editor.editors = editor.editors.filter(({ document }) => !closed.has(document.uri.toString()));
    },
  },
  onDidChangeTextEditorSelection: (listener: (event: { textEditor: unknown }) => unknown) => editor.selectionMoved.event(listener),
  showErrorMessage: message('error'),
  showWarningMessage: message('warning'),
  showInformationMessage: message('information'),
  showQuickPick: async (items: readonly unknown[], options: Record<string, unknown> = {}) =>
    show({ kind: 'quickPick', text: String(options['title'] ?? ''), options, items: await items }),
  showInputBox: (options: Record<string, unknown> = {}) =>
    show({ kind: 'input', text: String(options['title'] ?? ''), options, items: [] }),
  showSaveDialog: (options: Record<string, unknown> = {}) =>
    show({ kind: 'save', text: String(options['title'] ?? ''), options, items: [] }),
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

/** What is for documents of one scheme stands under `kind:scheme`. */
const providing = (kind: string) => (selector: { readonly scheme?: string }, provider: unknown) => {
  const key = selector.scheme === undefined ? kind : `${kind}:${selector.scheme}`;
  editor.providers.set(key, provider);
  return new Disposable(() => editor.providers.delete(key));
};

export const languages = {
  registerCodeLensProvider: providing('lenses'),
  registerHoverProvider: providing('hover'),
  registerDefinitionProvider: providing('definition'),
  registerReferenceProvider: providing('references'),
  registerDocumentSymbolProvider: providing('symbols'),
  registerFoldingRangeProvider: providing('folding'),
  registerCodeActionsProvider: providing('actions'),
  getDiagnostics: (uri: Uri) => editor.problems.get(uri.toString()) ?? [],
  createDiagnosticCollection: () => ({
    set: (uri: Uri, found: readonly Diagnostic[]) => void editor.problems.set(uri.toString(), found),
    delete: (uri: Uri) => void editor.problems.delete(uri.toString()),
    dispose: () => editor.problems.clear(),
  }),
};
