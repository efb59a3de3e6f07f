import type { Shown } from '../../core/model/confirmation.ts';

/** A dialog grows with its text until its buttons leave a small screen. */
const longestLine = 700;
const longestDetail = 2_400;

/** Title and detail of an action's dialog. `isCut`: something of it was too long, and the whole stands in the preview document. */
export function modalText({ title, lines }: Pick<Shown, 'title' | 'lines'>): {
  readonly title: string;
  readonly detail: string;
  readonly isCut: boolean;
} {
  const isCut = lines.some((line) => line.length > longestLine) || lines.join('\n\n').length > longestDetail;
  const shown = isCut
    ? lines.map((line) => (line.length > longestLine ? `${line.slice(0, longestLine)}… (whole in the preview beside)` : line))
    : lines;
  return { title: title.length > 200 ? `${title.slice(0, 199)}…` : title, detail: shown.join('\n\n'), isCut };
}
