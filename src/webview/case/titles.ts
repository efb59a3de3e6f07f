import type { FrameCells } from './grid.ts';
import { type Columns, framePad, frameWidth, type Rows, type Title } from './gutters.ts';

type Point = readonly [x: number, y: number];

/** From the frame's border to its title, in the drawing's units. */
export const titleIndent = 10;
const clearance = 5;
/** Less than that is room for no word; then the title stands before what crosses it. */
const least = 60;
const mostLines = 3;
/** Lines are broken between words, so none is quite full. */
const fullness = 0.85;

/** A frame's title ends before the first edge that goes through the line that it stands on, and takes more lines where that is too early. */
export function titleOf(frame: FrameCells, titleWidth: number, lines: readonly (readonly Point[])[], xs: Columns, ys: Rows): Title {
  const from = xs.start(frame.column) - framePad + titleIndent;
  const end = from - 2 * titleIndent + frameWidth(frame, xs);
  const bottom = ys.start(frame.row);
  const top = bottom - (ys.titles[frame.row] ?? 0);
  const crossings = lines.flatMap((points) => uprights(points, top, bottom)).filter((x) => x > from + least);
  const room = Math.min(end, ...crossings.map((x) => x - clearance)) - from;
  const needed = titleWidth <= room ? 1 : Math.ceil(titleWidth / (room * fullness));
  return { room, lines: Math.min(mostLines, Math.max(titleWidth <= room ? 1 : 2, needed)) };
}

/** Where a line goes up or down through the band. */
function uprights(points: readonly Point[], top: number, bottom: number): readonly number[] {
  return points.slice(1).flatMap(([x, y], index) => {
    const [fromX, fromY] = points[index] ?? [x, y];
    return x === fromX && Math.min(y, fromY) < bottom && Math.max(y, fromY) > top ? [x] : [];
  });
}
