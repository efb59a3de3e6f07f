import * as vscode from 'vscode';
import type { Case, ToldCase } from '../../core/model/case.ts';
import type { Exhibit } from '../../core/model/evidence.ts';

/** The cases of this workspace by the path of their file. */
export type KnownCases = {
  /** What it tells is kept across reloads, its answers as long as this window lives. */
  remember(file: string, finished: Case): void;
  told(file: string): ToldCase | undefined;
  all(): readonly KnownCase[];
  /** undefined after a reload: answers are asked for again by their source (K-10) */
  exhibits(file: string): readonly Exhibit[] | undefined;
  /** Save Case As…: the case is known at its new place as well. */
  copied(from: string, to: string): void;
  forget(): void;
  /** the file whose case came, changed or moved */
  readonly onDidChange: vscode.Event<string>;
};

const key = 'toldCases';

/** VS Code keeps this in one record of its own and warns beyond half a megabyte; a case over three groups takes some 50,000 characters. */
const mostCharacters = 300_000;

export type KnownCase = { readonly file: string; readonly told: ToldCase };

export function createKnownCases(memento: vscode.Memento): KnownCases {
  const changed = new vscode.EventEmitter<string>();
  const answers = new Map<string, readonly Exhibit[]>();
  const keep = (file: string, told: ToldCase): void => {
    const one = { file: pathOf(file), told };
    void memento.update(key, newest([one, ...read(memento).filter((other) => other.file !== one.file)]));
    changed.fire(one.file);
  };
  const told = (file: string): ToldCase | undefined => read(memento).find((one) => one.file === pathOf(file))?.told;
  return {
    onDidChange: changed.event,
    told,
    all: () => read(memento),
    exhibits: (file) => answers.get(pathOf(file)),
    remember: (file, finished) => {
      answers.set(pathOf(file), finished.evidence);
      keep(file, withoutAnswers(finished));
    },
    copied: (from, to) => {
      const exhibits = answers.get(pathOf(from));
      const one = told(from);
      if (exhibits !== undefined) answers.set(pathOf(to), exhibits);
      if (one !== undefined) keep(to, one);
    },
    forget: () => {
      const files = read(memento).map(({ file }) => file);
      answers.clear();
      void memento.update(key, undefined);
      for (const file of files) changed.fire(file);
    },
  };
}

/** As a document's URI has it: on Windows the letter of the drive is a small one there. */
function pathOf(file: string): string {
  return vscode.Uri.file(file).fsPath;
}

function read(memento: vscode.Memento): readonly KnownCase[] {
  return memento.get<readonly unknown[]>(key, []).filter(isKept);
}

/** The shape of a case has a number of its own: what an older version kept in another shape is not read. */
function isKept(one: unknown): one is KnownCase {
  const { file, told } = (one ?? {}) as { readonly file?: unknown; readonly told?: { readonly schema?: unknown } | null };
  return typeof file === 'string' && told?.schema === 1;
}

function withoutAnswers({ calls: _calls, evidence, ...rest }: Case): ToldCase {
  return { ...rest, evidence: evidence.map(({ raw: _raw, ...source }) => source) };
}

/** The newest always, the others as far as there is room. */
function newest(cases: readonly KnownCase[]): readonly KnownCase[] {
  let room = mostCharacters;
  return cases.filter((one, index) => {
    room -= JSON.stringify(one).length;
    return index === 0 || room >= 0;
  });
}
