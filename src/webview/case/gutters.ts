import type { FrameCells, Grid } from './grid.ts';
import type { Routes } from './routes.ts';

type Sized = { readonly id: string; readonly width: number; readonly height: number };

/** How wide the lines of a frame's title may be, and how many it takes. */
export type Title = { readonly room: number; readonly lines: number };

/** Between a frame and its nodes. */
export const framePad = 12;
export const titleLine = 16;
/** Below a title, where the flags of the nodes stand out. */
const titleGap = 16;
const laneWidth = 9;
const timeHeight = 17;
const timeWidth = 56;

/** The columns from left to right, all of one width, and the lanes between them. */
export type Columns = {
  readonly width: number;
  readonly end: number;
  start(column: number): number;
  lane(gutter: number, lane: number): number;
};

/** Every column is as wide as the widest node. The outer gutters hold a frame's border, the inner ones a time on an edge as well. */
export function columnsOf(nodes: readonly Sized[], { columns }: Grid, { routes, columnLanes }: Routes): Columns {
  const width = Math.max(...nodes.map((node) => node.width));
  const along = new Set(routes.filter(({ kind }) => kind === 'along').map(({ end }) => end.column));
  const starts: number[] = [];
  const gutters: number[] = [];
  let x = 0;
  for (let gutter = 0; gutter <= columns; gutter += 1) {
    const lanes = columnLanes.count(gutter) * laneWidth;
    const outer = gutter === 0 || gutter === columns;
    const least = along.has(gutter) ? timeWidth + 2 * framePad + 4 : 48;
    gutters.push(x);
    x += outer ? framePad + 2 + (lanes === 0 ? 0 : lanes + 6) : Math.max(least, 2 * framePad + lanes + 14);
    if (gutter < columns) starts.push(x);
    if (gutter < columns) x += width;
  }
  return {
    width,
    end: x,
    start: (column) => starts[column] ?? 0,
    lane: (gutter, lane) => (gutters[gutter] ?? 0) + (gutter === 0 ? 5 : framePad + 8) + lane * laneWidth,
  };
}

export type Rows = {
  readonly heights: readonly number[];
  readonly end: number;
  /** the room above a row for the titles of the frames that begin there */
  readonly titles: readonly number[];
  start(row: number): number;
  lane(gutter: number, lane: number): number;
  /** the middle of the times that stand above the nodes of a row */
  time(row: number): number;
};

/** A gutter holds, from above: the border of frames that end, the lanes, the times of the edges that go down from it, and titles. */
export function rowsOf(nodes: readonly Sized[], titleOf: ReadonlyMap<string, Title>, grid: Grid, { routes, rowLanes }: Routes): Rows {
  const heights = Array.from({ length: grid.rows }, (_, row) =>
    Math.max(...nodes.filter(({ id }) => grid.cells.get(id)?.row === row).map(({ height }) => height), 0),
  );
  const entered = new Set(routes.filter(({ kind }) => kind !== 'along').map(({ end }) => end.row));
  const [starts, lanesAt, timesAt, titles]: [number[], number[], number[], number[]] = [[], [], [], []];
  let y = 0;
  for (let gutter = 0; gutter <= grid.rows; gutter += 1) {
    const lanes = rowLanes.count(gutter);
    const begun = grid.frames.filter(({ row }) => row === gutter);
    const title = begun.length === 0 ? 0 : Math.max(...begun.map(({ id }) => titleOf.get(id)?.lines ?? 1)) * titleLine + titleGap;
    y += grid.frames.some(({ row, rows }) => row + rows === gutter) ? framePad + 2 : 2;
    lanesAt.push(y + 7);
    y += lanes === 0 ? 4 : 7 + lanes * laneWidth;
    timesAt.push(y + timeHeight / 2);
    y += entered.has(gutter) ? timeHeight : 0;
    titles.push(title);
    y += title === 0 ? 8 : title + 4;
    starts.push(y);
    y += heights[gutter] ?? 0;
  }
  return {
    heights,
    titles,
    end: y,
    start: (row) => starts[row] ?? 0,
    lane: (gutter, lane) => (lanesAt[gutter] ?? 0) + lane * laneWidth,
    time: (row) => timesAt[row] ?? 0,
  };
}

export function frameWidth({ column, columns }: FrameCells, xs: Columns): number {
  return xs.start(column + columns - 1) + xs.width - xs.start(column) + 2 * framePad;
}
