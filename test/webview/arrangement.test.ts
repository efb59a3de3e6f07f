import { describe, expect, it } from 'vitest';
import { flowEdges, flowNodes } from '../../src/extension/core/report/flowNodes.ts';
import { type Arrangement, arrange, fitting, type Pieces } from '../../src/webview/case/arrangement.ts';
import { toGrid } from '../../src/webview/case/grid.ts';
import { largeFlow } from './largeFlow.ts';

/** The pieces of a flow as they would be measured: nodes of two sizes, a frame where a boundary has two nodes or more. */
function piecesOf(count: number): Pieces {
  const flow = largeFlow(count);
  const nodes = flowNodes(flow);
  const framed = flow.boundaries.filter(({ id }) => nodes.filter(({ boundary }) => boundary === id).length > 1).map(({ id }) => id);
  return {
    nodes: nodes.map(({ id, boundary }, index) => ({
      ...{ id, width: 222, height: index % 3 === 0 ? 86 : 58 },
      ...(framed.includes(boundary) && { frame: boundary }),
    })),
    frames: framed.map((id) => ({ id, titleWidth: 260 })),
    edges: flowEdges(flow, nodes).map(({ from, to, inferred, at }) => ({ id: `${from} ${to}`, from, to, inferred, time: String(at) })),
  };
}

type Rectangle = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

function meet(a: Rectangle, b: Rectangle): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

/** The straight parts of an edge as rectangles without extent. */
function partsOf({ edges }: Arrangement): readonly (Rectangle & { readonly edge: string })[] {
  return [...edges].flatMap(([edge, { points }]) =>
    points.slice(1).map(([x, y], index) => {
      const [fromX, fromY] = points[index] ?? [x, y];
      return { edge, x: Math.min(x, fromX), y: Math.min(y, fromY), width: Math.abs(x - fromX), height: Math.abs(y - fromY) };
    }),
  );
}

const flows = [2, 7, 11, 15, 25, 26, 40, 120];
const panels = [380, 600, 900].flatMap((width) => [500, Number.POSITIVE_INFINITY].map((height) => ({ width, height })));

describe.each(flows)('[K-03] a flow of %i steps', (count) => {
  const pieces = piecesOf(count);

  it.each(panels)('keeps nodes apart, in their frames, and edges off the nodes, in $width × $height', (room) => {
    const { nodes, frames, edges, size } = arrange(pieces, room);
    const boxes = [...nodes];
    expect(boxes).toHaveLength(pieces.nodes.length);
    expect(edges.size).toBe(pieces.edges.length);
    const frameOf = new Map(pieces.nodes.map(({ id, frame }) => [id, frame]));
    for (const [id, box] of boxes) {
      expect(meet({ ...box, x: -1, y: -1, width: 0, height: 0 }, box)).toBe(false);
      expect(box.x + box.width <= size.width && box.y + box.height <= size.height, `${id} within the drawing`).toBe(true);
      expect(boxes.filter(([other, at]) => other !== id && meet(at, box)).map(([other]) => other)).toEqual([]);
      const around = [...frames].filter(([, frame]) => meet(frame, box)).map(([frame]) => frame);
      expect(around).toEqual([frameOf.get(id)].filter((frame) => frame !== undefined));
    }
    const crossing = partsOf({ edges } as Arrangement).filter((part) => boxes.some(([, box]) => meet(part, inner(box))));
    expect(crossing).toEqual([]);
  });

  it.each(panels)('keeps edges off the titles of the frames, in $width × $height', (room) => {
    const arrangement = arrange(pieces, room);
    const titles = [...arrangement.frames.values()].map(({ x, y, title }) => ({
      x: x + 10,
      y: y + 4,
      width: title.room,
      height: title.lines * 16,
    }));
    for (const { width } of titles) expect(width).toBeGreaterThanOrEqual(140);
    expect(partsOf(arrangement).filter((part) => titles.some((title) => meet(part, title)))).toEqual([]);
  });
});

/** Without the border, which edges touch. */
function inner({ x, y, width, height }: Rectangle): Rectangle {
  return { x: x + 1, y: y + 1, width: width - 2, height: height - 2 };
}

it.each([600, 700, 800, 900])('[K-03] a chain of eleven steps can be read whole in a panel of %i pixels', (width) => {
  const { size } = arrange(piecesOf(11), { width: width - 24, height: 4000 });
  expect(fitting(size, { width: width - 24, height: 4000 })).toBeGreaterThan(0.8);
  expect(size.height).toBeLessThan(1100);
});

it('[K-03] steps stand in reading order of their time within a frame', () => {
  const pieces = piecesOf(40);
  const { nodes } = arrange(pieces, { width: 900, height: 700 });
  for (const { id: frame } of pieces.frames) {
    const boxes = pieces.nodes.filter((node) => node.frame === frame).map(({ id }) => nodes.get(id));
    const ordered = boxes.toSorted((a, b) => (a?.y ?? 0) - (b?.y ?? 0) || (a?.x ?? 0) - (b?.x ?? 0));
    expect(boxes).toEqual(ordered);
  }
});

it('[K-03] no place begins above one that the attack reached before', () => {
  for (const columns of [2, 3, 4]) {
    const nodes = ['a', 'a', 'a', 'b', 'b', 'c', 'd', 'd', 'd', 'e'].map((frame, index) => ({ id: String(index), frame }));
    const { frames } = toGrid(nodes, columns);
    expect(frames.map(({ id }) => id)).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(frames.map(({ row }) => row)).toEqual(frames.map(({ row }) => row).toSorted((a, b) => a - b));
  }
});

it('edges from different steps never lie on each other', () => {
  for (const count of flows) {
    const pieces = piecesOf(count);
    const source = new Map(pieces.edges.map(({ id, from }) => [id, from]));
    const parts = partsOf(arrange(pieces, { width: 800, height: 4000 })).filter(({ width, height }) => width + height > 0);
    const shared = parts.filter((one) =>
      parts.some((other) => {
        if (source.get(other.edge) === source.get(one.edge)) return false;
        const wide = { ...other, x: other.x - 1, y: other.y - 1, width: other.width + 2, height: other.height + 2 };
        const alike = one.width > 0 === other.width > 0;
        return alike && meet(one, wide);
      }),
    );
    expect(shared.map(({ edge }) => edge)).toEqual([]);
  }
});
