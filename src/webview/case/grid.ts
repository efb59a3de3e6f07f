/** `frame` is the boundary whose frame the node stands in; a node alone in its boundary has none. */
export type GridNode = { readonly id: string; readonly frame?: string };

export type Cell = { readonly column: number; readonly row: number };

/** The cells that a frame covers, and no node of another place. */
export type FrameCells = Cell & { readonly id: string; readonly columns: number; readonly rows: number };

export type Grid = {
  readonly columns: number;
  readonly rows: number;
  readonly cells: ReadonlyMap<string, Cell>;
  readonly frames: readonly FrameCells[];
};

/**
 * Puts the nodes, given in order of time, into so many columns as text is put into lines: left to right, then down. What shares a frame stays
 * together in a block, and a block never begins above the one before it.
 */
export function toGrid(nodes: readonly GridNode[], columns: number): Grid {
  const cells = new Map<string, Cell>();
  const frames: FrameCells[] = [];
  const filled = Array.from({ length: columns }, () => 0);
  let from = 0;
  for (const block of blocksOf(nodes)) {
    const rows = Math.ceil(block.length / columns);
    const width = Math.ceil(block.length / rows);
    const at = firstRoom(filled, width, from);
    from = at.row;
    filled.fill(at.row + rows, at.column, at.column + width);
    block.forEach(({ id }, index) => {
      cells.set(id, { column: at.column + (index % width), row: at.row + Math.floor(index / width) });
    });
    const frame = block[0]?.frame;
    if (frame !== undefined) frames.push({ ...at, id: frame, columns: width, rows });
  }
  return { columns, rows: Math.max(...filled), cells, frames };
}

function blocksOf(nodes: readonly GridNode[]): readonly (readonly GridNode[])[] {
  const blocks = new Map<string, GridNode[]>();
  for (const node of nodes) {
    const key = node.frame === undefined ? `node ${node.id}` : `frame ${node.frame}`;
    blocks.set(key, [...(blocks.get(key) ?? []), node]);
  }
  return [...blocks.values()];
}

/** The uppermost place, from row `from` on, that is that wide and free; the leftmost of these. */
function firstRoom(filled: readonly number[], width: number, from: number): Cell {
  let best: Cell = { column: 0, row: Number.POSITIVE_INFINITY };
  for (let column = 0; column + width <= filled.length; column += 1) {
    const row = Math.max(from, ...filled.slice(column, column + width));
    if (row < best.row) best = { column, row };
  }
  return best;
}
