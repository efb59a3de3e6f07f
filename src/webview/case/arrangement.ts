import { type Cell, type FrameCells, type Grid, type GridNode, toGrid } from './grid.ts';
import { type Columns, columnsOf, framePad, frameWidth, type Rows, rowsOf, type Title } from './gutters.ts';
import { type Edge, type Route, type Routes, routeEdges } from './routes.ts';
import { titleOf } from './titles.ts';

/** In the drawing's own units, which are CSS pixels at zoom 1. */
export type Size = { readonly width: number; readonly height: number };
export type Box = Size & { readonly x: number; readonly y: number };
type Point = readonly [x: number, y: number];

/** What is to be arranged: nodes in order of time with the size of their words, and frames with the length of their titles. */
export type Pieces = {
  readonly nodes: readonly (GridNode & Size)[];
  readonly frames: readonly { readonly id: string; readonly titleWidth: number }[];
  readonly edges: readonly Edge[];
};

/** Where everything stands. Boxes of nodes and frames begin at their upper left corner; a time may stand on no more than one of its edges. */
export type Arrangement = {
  readonly size: Size;
  readonly nodes: ReadonlyMap<string, Box>;
  readonly frames: ReadonlyMap<string, Box & { readonly title: Title }>;
  readonly edges: ReadonlyMap<string, { readonly points: readonly Point[]; readonly time?: Point }>;
};

const most = 6;
/** The marker's point lies that far before the path's end. */
const arrow = 4;

/** Text of 13 px is still read at this scale. */
export const readable = 0.7;
/** From here on a flatter arrangement is worth more than a larger one. */
const comfortable = 0.85;

/**
 * The arrangement, by its number of columns, that is largest when the whole of it is fitted into `room`. Where that could not be read, the one
 * that is best fitted to the width alone.
 */
export function arrange(pieces: Pieces, room: Size): Arrangement {
  const counts = Array.from({ length: Math.max(1, Math.min(most, pieces.nodes.length)) }, (_, index) => index + 1);
  const all = counts.map((columns) => arrangeIn(pieces, columns));
  return flattest(all, room) ?? flattest(all, { ...room, height: Number.POSITIVE_INFINITY }, 0) ?? arrangeIn(pieces, 1);
}

/** Of those that are as large as they can be, or comfortably large, the one that needs least height; none where the largest is below `least`. */
function flattest(all: readonly Arrangement[], room: Size, least = readable): Arrangement | undefined {
  const scales = new Map(all.map((one) => [one, fitting(one.size, room)]));
  const best = Math.max(...scales.values());
  if (best < least) return undefined;
  const enough = all.filter((one) => (scales.get(one) ?? 0) >= Math.min(best, comfortable) - 0.02);
  const drawnHeight = (one: Arrangement): number => one.size.height * (scales.get(one) ?? 0);
  return enough.toSorted((a, b) => drawnHeight(a) - drawnHeight(b))[0];
}

/** How large the whole can be drawn in that room; never larger than it is. */
export function fitting(size: Size, room: Size): number {
  return Math.min(room.width / size.width, room.height / size.height, 1);
}

function arrangeIn({ nodes, frames, edges }: Pieces, columns: number): Arrangement {
  const grid = toGrid(nodes, columns);
  const routes = routeEdges(edges, grid);
  const xs = columnsOf(nodes, grid, routes);
  const entries = entriesOf(routes.routes, grid, xs);
  // Edges keep their columns however high the titles are, so a first try tells what the titles have to keep clear of.
  const tried = rowsOf(nodes, new Map(), grid, routes);
  const lines = routes.routes.map((route) => pointsOf(route, entries, routes, xs, tried));
  const widths = new Map(frames.map(({ id, titleWidth }) => [id, titleWidth]));
  const titled = grid.frames.map((frame) => ({ frame, title: titleOf(frame, widths.get(frame.id) ?? 0, lines, xs, tried) }));
  const ys = rowsOf(nodes, new Map(titled.map(({ frame, title }) => [frame.id, title])), grid, routes);
  return {
    size: { width: xs.end, height: ys.end },
    nodes: new Map(
      [...grid.cells].map(([id, { column, row }]) => [
        id,
        { x: xs.start(column), y: ys.start(row), width: xs.width, height: ys.heights[row] ?? 0 },
      ]),
    ),
    frames: new Map(titled.map(({ frame, title }) => [frame.id, { ...frameBox(frame, xs, ys), title }])),
    edges: edgesOf(routes, entries, xs, ys),
  };
}

function frameBox(frame: FrameCells, xs: Columns, ys: Rows): Box {
  const last = frame.row + frame.rows - 1;
  const y = ys.start(frame.row) - (ys.titles[frame.row] ?? 0);
  const height = ys.start(last) + (ys.heights[last] ?? 0) + framePad - y;
  return { x: xs.start(frame.column) - framePad, y, width: frameWidth(frame, xs), height };
}

function edgesOf(routes: Routes, entries: Entries, xs: Columns, ys: Rows): Arrangement['edges'] {
  const told = new Set<string>();
  return new Map(
    routes.routes.map((route) => {
      const points = pointsOf(route, entries, routes, xs, ys);
      const { edge, kind, end } = route;
      const once = `${edge.to} ${edge.time}`;
      if (kind !== 'along' && told.has(once)) return [edge.id, { points }];
      if (kind !== 'along') told.add(once);
      return [
        edge.id,
        { points, time: kind === 'along' ? between(points) : ([entries.get(edge.id)?.time ?? 0, ys.time(end.row)] as const) },
      ];
    }),
  );
}

function between([a = [0, 0], b = [0, 0]]: readonly Point[]): Point {
  return [(a[0] + b[0]) / 2, a[1] - 9];
}

/** Where on its node's upper side an edge arrives, and where its time stands, from the left. */
type Entries = ReadonlyMap<string, { readonly x: number; readonly time: number }>;

/** From an edge to the middle of its time. */
const timeBeside = 32;

/** Side by side, those that come from the left on the left: in the middle, or below a title at the right end, where there is least of it. */
function entriesOf(routes: readonly Route[], grid: Grid, xs: Columns): Entries {
  const arriving = new Map<string, Route[]>();
  for (const route of routes.filter(({ kind }) => kind !== 'along'))
    arriving.set(route.edge.to, [...(arriving.get(route.edge.to) ?? []), route]);
  const entries = new Map<string, { readonly x: number; readonly time: number }>();
  for (const group of arriving.values()) {
    group.sort((a, b) => a.start.column - b.start.column);
    group.forEach(({ edge, end }, index) => {
      entries.set(
        edge.id,
        isBelowTitle(end, grid) ? entryAtEnd(end, index, group.length, xs) : entryInMiddle(end, index, group.length, xs),
      );
    });
  }
  return entries;
}

function entryInMiddle({ column }: Cell, index: number, count: number, xs: Columns) {
  const apart = Math.min(62, (xs.width - 40) / count);
  const x = xs.start(column) + xs.width / 2 + (index - (count - 1) / 2) * apart;
  return { x, time: x + timeBeside };
}

/** The leftmost has the time on its left, so that it stays over the node. */
function entryAtEnd({ column }: Cell, index: number, count: number, xs: Columns) {
  const apart = Math.min(16, (xs.width - 40) / count);
  const last = xs.start(column) + xs.width - 22;
  return { x: last - (count - 1 - index) * apart, time: last - (count - 1) * apart - timeBeside };
}

function isBelowTitle({ column, row }: Cell, { frames }: Grid): boolean {
  return frames.some((frame) => frame.row === row && column >= frame.column && column < frame.column + frame.columns);
}

function pointsOf(route: Route, entries: Entries, routes: Routes, xs: Columns, ys: Rows): readonly Point[] {
  const { edge, start, end } = route;
  const entry = entries.get(edge.id)?.x ?? 0;
  const { rowLanes, columnLanes } = routes;
  const bottom = (row: number): number => ys.start(row) + (ys.heights[row] ?? 0);
  const target: Point = [entry, ys.start(end.row) - arrow];
  if (route.kind === 'along') {
    const y = ys.start(start.row) + (ys.heights[start.row] ?? 0) / 2;
    return [
      [xs.start(start.column) + xs.width, y],
      [xs.start(end.column) - arrow, y],
    ];
  }
  if (route.kind === 'down') return [[entry, bottom(start.row)], target];
  const falls = end.row > start.row;
  const x = xs.start(start.column) + exitOf(route, routes.routes, xs.width);
  const leaving: Point = [x, falls ? bottom(start.row) : ys.start(start.row)];
  const into = ys.lane(route.into, rowLanes.lane(route.into, edge));
  if (route.kind === 'near') return [leaving, [x, into], [entry, into], target];
  const out = ys.lane(route.out, rowLanes.lane(route.out, edge));
  const across = xs.lane(route.across, columnLanes.lane(route.across, edge));
  return [leaving, [x, out], [across, out], [across, into], [entry, into], target];
}

/**
 * Where an edge leaves its node, from the left: up at the right end, where none arrives; down in the middle, and beside it where another edge comes
 * down on the node right below, which it would otherwise meet.
 */
function exitOf({ edge, start, end }: Route, routes: readonly Route[], width: number): number {
  if (end.row <= start.row) return width - 14;
  const below = routes.filter((other) => other.end.column === start.column && other.end.row === start.row + 1);
  return width / 2 + (below.some((other) => other.kind !== 'along' && other.edge.from !== edge.from) ? 14 : 0);
}
