/** A fenced block from its opening line to its closing one, or to the last line where nothing closes it. */
export type Fence = { readonly first: number; readonly last: number; readonly closed: boolean };

/** The fence that a line opens: its mark, and the word behind it. A list mark or a quotation may stand before it. */
export function openedFence(line: string): { readonly mark: string; readonly language: string } | undefined {
  const [, mark, language = ''] = /^[\s>]*(?:(?:[-*+]|\d+[.)])\s+)?(`{3,}|~{3,})\s*(\w*)/.exec(line) ?? [];
  return mark === undefined ? undefined : { mark, language };
}

export function closesFence(line: string, mark: string): boolean {
  const run = line.trim();
  return run.length >= mark.length && run === mark.charAt(0).repeat(run.length);
}

/** The fenced blocks of lines: a drawing or a tree is one thing and stays together. */
export function fencesOf(lines: readonly string[]): readonly Fence[] {
  const found: Fence[] = [];
  let open: { readonly first: number; readonly mark: string } | undefined;
  lines.forEach((line, at) => {
    if (open === undefined) {
      const mark = openedFence(line)?.mark;
      if (mark !== undefined) open = { first: at, mark };
    } else if (closesFence(line, open.mark)) {
      found.push({ first: open.first, last: at, closed: true });
      open = undefined;
    }
  });
  return open === undefined ? found : [...found, { first: open.first, last: lines.length - 1, closed: false }];
}
