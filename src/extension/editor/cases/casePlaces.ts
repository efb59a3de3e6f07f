import type * as vscode from 'vscode';

/** Where the user put cases with "Save Case As…": a case goes on at its new place (K-12). The shared state knows it by its first file name. */
export type CasePlaces = {
  moved(from: string, to: string): void;
  /** the place of a case that was written to `file`; that file where it was not moved */
  of(file: string): string;
  forget(): void;
};

const key = 'casePlaces';
const most = 50;
type Entry = { readonly file: string; readonly place: string };

export function createCasePlaces(memento: vscode.Memento): CasePlaces {
  const read = (): readonly Entry[] => memento.get<readonly unknown[]>(key, []).filter(isEntry);
  return {
    moved: (from, to) => {
      const known = read();
      // A copy of a copy is still the case of the first file.
      const file = known.find(({ place }) => place === from)?.file ?? from;
      void memento.update(key, [{ file, place: to }, ...known.filter((one) => one.file !== file)].slice(0, most));
    },
    of: (file) => read().find((one) => one.file === file)?.place ?? file,
    forget: () => void memento.update(key, undefined),
  };
}

/** By hand: activation loads this, and no schema library with it. */
function isEntry(one: unknown): one is Entry {
  return one !== null && typeof one === 'object' && 'file' in one && 'place' in one && [one.file, one.place].every(isText);
}

function isText(value: unknown): boolean {
  return typeof value === 'string';
}
