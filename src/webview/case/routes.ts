import type { Cell, Grid } from './grid.ts';

/** `time` is what stands on the edge. */
export type Edge = { readonly id: string; readonly from: string; readonly to: string; readonly inferred: boolean; readonly time: string };

/**
 * How an edge runs between the cells, never across one. Gutter i of the rows lies above row i, gutter i of the columns left of column i.
 * `along` goes straight to the neighbour on the right, `down` straight to the one below; `near` turns in the one gutter of the rows that it
 * needs, `far` goes from gutter `out` over the gutter `across` of the columns to gutter `into`. All but `along` end at the top of the node.
 */
export type Route = { readonly edge: Edge; readonly start: Cell; readonly end: Cell } & (
  | { readonly kind: 'along' }
  | { readonly kind: 'down'; readonly into: number }
  | { readonly kind: 'near'; readonly into: number }
  | { readonly kind: 'far'; readonly out: number; readonly across: number; readonly into: number }
);

/** Lanes of the gutters: edges that would lie on each other run side by side, those from one node share. */
export type Lanes = {
  lane(gutter: number, edge: Edge): number;
  count(gutter: number): number;
};

export type Routes = { readonly routes: readonly Route[]; readonly rowLanes: Lanes; readonly columnLanes: Lanes };

type Span = { readonly gutter: number; readonly edge: Edge; readonly from: number; readonly to: number };

export function routeEdges(edges: readonly Edge[], grid: Grid): Routes {
  const routes = edges.flatMap((edge) => {
    const start = grid.cells.get(edge.from);
    const end = grid.cells.get(edge.to);
    return start === undefined || end === undefined ? [] : [route(edge, start, end)];
  });
  return { routes, rowLanes: assignLanes(routes.flatMap(rowSpans)), columnLanes: assignLanes(routes.flatMap(columnSpans)) };
}

function route(edge: Edge, start: Cell, end: Cell): Route {
  const both = { edge, start, end };
  const into = end.row;
  if (start.row === end.row && end.column === start.column + 1) return { ...both, kind: 'along' };
  const out = end.row > start.row ? start.row + 1 : start.row;
  if (out === into) return { ...both, kind: end.column === start.column && end.row > start.row ? 'down' : 'near', into };
  return { ...both, kind: 'far', out, across: end.column < start.column ? end.column + 1 : end.column, into };
}

/** Halves of a column: a column's middle is odd, the gutter left of it even. */
const middle = (cell: Cell): number => 2 * cell.column + 1;

function rowSpans(route: Route): readonly Span[] {
  const { edge, start, end } = route;
  switch (route.kind) {
    case 'along':
    case 'down':
      return [];
    case 'near':
      return [{ gutter: route.into, edge, from: middle(start), to: middle(end) }];
    case 'far':
      return [
        { gutter: route.out, edge, from: middle(start), to: 2 * route.across },
        { gutter: route.into, edge, from: 2 * route.across, to: middle(end) },
      ];
  }
}

function columnSpans(route: Route): readonly Span[] {
  return route.kind === 'far' ? [{ gutter: route.across, edge: route.edge, from: route.out, to: route.into }] : [];
}

function keyOf(gutter: number, { from, inferred }: Edge): string {
  return `${gutter} ${from} ${inferred}`;
}

function assignLanes(spans: readonly Span[]): Lanes {
  const wanted = new Map<string, { readonly gutter: number; readonly from: number; readonly to: number }>();
  for (const { gutter, edge, from, to } of spans) {
    const key = keyOf(gutter, edge);
    const known = wanted.get(key) ?? { gutter, from, to };
    wanted.set(key, { gutter, from: Math.min(known.from, from, to), to: Math.max(known.to, from, to) });
  }
  const lanes = new Map<string, number>();
  const ends = new Map<number, number[]>();
  for (const [key, span] of [...wanted].sort(([, a], [, b]) => a.from - b.from || b.to - a.to)) {
    const taken = ends.get(span.gutter) ?? [];
    const free = taken.findIndex((end) => end < span.from);
    const lane = free === -1 ? taken.length : free;
    taken[lane] = span.to;
    ends.set(span.gutter, taken);
    lanes.set(key, lane);
  }
  return { lane: (gutter, edge) => lanes.get(keyOf(gutter, edge)) ?? 0, count: (gutter) => ends.get(gutter)?.length ?? 0 };
}
