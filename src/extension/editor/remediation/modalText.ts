import type { Shown } from '../../core/model/confirmation.ts';

/** A dialog grows with its text until its buttons leave a small screen. */
const longestTitle = 200;
const longestLine = 700;
const longestDetail = 2_400;

/** Title and detail of an action's dialog. `isCut`: something of it was too long, and the whole stands in the preview document. */
export function modalText({ title, lines }: Pick<Shown, 'title' | 'lines'>): {
  readonly title: string;
  readonly detail: string;
  readonly isCut: boolean;
} {
  const isCut = title.length > longestTitle || lines.some((line) => line.length > longestLine) || lines.join('\n\n').length > longestDetail;
  const room = Math.min(longestLine, Math.floor(longestDetail / lines.length));
  const shown = isCut ? lines.map((line) => cut(line, room, '… (whole in the preview beside)')) : lines;
  return { title: cut(title, longestTitle, '…'), detail: shown.join('\n\n'), isCut };
}

/** Never through the middle of a character. */
function cut(text: string, most: number, end: string): string {
  return text.length <= most ? text : `${text.slice(0, most).replace(/[\uD800-\uDBFF]$/, '')}${end}`;
}
