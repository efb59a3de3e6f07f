import * as vscode from 'vscode';
import type { Clock } from '../../core/model/ports.ts';
import type { ThreatGroup } from '../../core/model/threat.ts';
import type { SeenCases } from '../investigation/seenCases.ts';
import { groupOf, NodeTable, type Part, parts, type ThreatNode } from './threatNodes.ts';
import {
  bucketFace,
  eventFace,
  type Face,
  failureFace,
  groupFace,
  loadingFace,
  moreFace,
  noteFace,
  partFace,
  resourceFace,
  threatFace,
  toItem,
} from './threatNodesItem.ts';
import { type Arrangement, arrange, isBucket } from './threatsArrangement.ts';
import { noteOf, type PartRows, rowNodes } from './threatsDetails.ts';
import type { ThreatsList } from './threatsList.ts';
import type { TreeChoices } from './treeFilter.ts';

export type TreePorts = {
  readonly list: ThreatsList;
  readonly choices: TreeChoices;
  readonly seen: SeenCases;
  readonly clock: Clock;
  readonly isConnected: () => boolean;
};

/** Milliseconds: what takes no longer looks immediate. */
const atOnce = 150;

/** Draws the list as rows. It asks for nothing but the parts of a group that the user unfolds (V-02). */
export class ThreatsTree implements vscode.TreeDataProvider<ThreatNode> {
  readonly #ports: TreePorts;
  readonly #nodes = new NodeTable();
  readonly #changed = new vscode.EventEmitter<ThreatNode | undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  #arrangement: Arrangement;

  constructor(ports: TreePorts) {
    this.#ports = ports;
    this.#arrangement = arrange([], ports.choices.get());
  }

  get arrangement(): Arrangement {
    return this.#arrangement;
  }

  /** Lays the rows out anew; VS Code keeps selection and expansion, since rows keep their ids (V-05). */
  redraw(): void {
    const { list, choices } = this.#ports;
    this.#arrangement = arrange(list.pages.groups, choices.get());
    this.#nodes.prune((id) => list.pages.has(id));
    this.#changed.fire(undefined);
  }

  redrawPart(groupId: string, part: Part): void {
    this.#changed.fire(this.#nodes.one({ kind: 'part', of: groupId, part }));
  }

  getChildren(node?: ThreatNode): ThreatNode[] | Promise<ThreatNode[]> {
    const children = this.#childrenOf(node);
    const reading = node?.kind === 'part' ? this.#ports.list.details.reading(node.of, node.part) : undefined;
    return reading === undefined ? this.#made(children) : this.#madeAfter(reading, node);
  }

  getTreeItem(node: ThreatNode): vscode.TreeItem {
    return toItem(node, this.#faceOf(node));
  }

  async resolveTreeItem(item: vscode.TreeItem, node: ThreatNode): Promise<vscode.TreeItem> {
    const tooltip = await this.#tooltipOf(node);
    if (tooltip !== undefined) item.tooltip = tooltip;
    return item;
  }

  dispose(): void {
    this.#changed.dispose();
  }

  #made(children: readonly ThreatNode[]): ThreatNode[] {
    return children.map((child) => this.#nodes.one(child));
  }

  /**
   * VS Code loses a change of rows that it is still waiting for. So what is read at once comes with the answer, and only what takes longer
   * shows as loading first, long enough for its change to find the row there.
   */
  async #madeAfter(reading: Promise<void>, node: ThreatNode | undefined): Promise<ThreatNode[]> {
    await Promise.race([reading, new Promise((resolve) => setTimeout(resolve, atOnce))]);
    return this.#made(this.#childrenOf(node));
  }

  #childrenOf(node: ThreatNode | undefined): readonly ThreatNode[] {
    if (node === undefined) return this.#roots();
    if (node.kind === 'bucket') return this.#arrangement.buckets.get(node.bucket)?.groups.map(groupNode) ?? [];
    if (node.kind === 'group') return parts.map((part) => ({ kind: 'part', of: node.groupId, part }));
    return node.kind === 'part' ? this.#rowsOf(node.of, node.part) : [];
  }

  #roots(): readonly ThreatNode[] {
    const { list, isConnected } = this.#ports;
    if (!isConnected()) return [];
    if (list.pages.groups.length === 0) {
      if (list.isReading) return [{ kind: 'rootLoading' }];
      return list.failure === undefined ? [] : [{ kind: 'rootFailure' }];
    }
    const roots = this.#arrangement.roots.map(
      (root): ThreatNode => (isBucket(root) ? { kind: 'bucket', bucket: root.id } : groupNode(root)),
    );
    return list.pages.hasMore ? [...roots, { kind: 'more' }] : roots;
  }

  #rowsOf(of: string, part: Part): readonly ThreatNode[] {
    const { list } = this.#ports;
    const group = list.pages.get(of);
    if (group === undefined) return [];
    const state = list.details.look(group, part, list.signal);
    if (state.status === 'loading') return [{ kind: 'loading', of, part }];
    if (state.status === 'failed') return [{ kind: 'failure', of, part }];
    const rows = rowNodes(of, state.answer);
    const note: ThreatNode = { kind: 'note', of, part };
    return rows.length === 0 || noteOf(state.answer) !== undefined ? [...rows, note] : rows;
  }

  #faceOf(node: ThreatNode): Face {
    const { list } = this.#ports;
    switch (node.kind) {
      case 'more':
        return moreFace(list.pages.groups.length, list.pages.canLoadMore);
      case 'rootFailure':
        return list.failure === undefined ? loadingFace() : failureFace(list.failure, node);
      case 'bucket': {
        const bucket = this.#arrangement.buckets.get(node.bucket);
        return bucket === undefined ? loadingFace() : bucketFace(bucket, list.pages.hasMore);
      }
      case 'rootLoading':
      case 'loading':
        return loadingFace();
      default:
        return this.#faceInGroup(node) ?? loadingFace();
    }
  }

  /** Undefined for a row whose data went while it was drawn; the next drawing leaves it out. */
  #faceInGroup(node: ThreatNode): Face | undefined {
    const group = this.#ports.list.pages.get(groupOf(node) ?? '');
    if (group === undefined) return undefined;
    switch (node.kind) {
      case 'group':
        return groupFace(group, { ...this.#at(group.id), incident: this.#isCompanion(group) });
      case 'part':
        return partFace(node.part, group, this.#ports.list.details.known(group.id, node.part));
      case 'failure': {
        const state = this.#ports.list.details.known(node.of, node.part);
        return state?.status === 'failed' ? failureFace(state.failure, node) : undefined;
      }
      case 'note': {
        const answer = this.#answer(node.of, node.part);
        return answer && noteFace(node.part, noteOf(answer));
      }
      default:
        return this.#rowFace(node);
    }
  }

  #rowFace(node: ThreatNode): Face | undefined {
    const row = this.#row(node);
    if (row === undefined) return undefined;
    switch (row.part) {
      case 'threats':
        return threatFace(row.value, this.#at(row.value.id));
      case 'resources':
        return resourceFace(row.value);
      case 'events':
        return eventFace(row.value, this.#at(row.value.id));
    }
  }

  /** Loaded when the pointer first rests on a row: the tree is drawn without it. */
  async #tooltipOf(node: ThreatNode): Promise<vscode.MarkdownString | undefined> {
    const { eventTooltip, groupTooltip, resourceTooltip, threatTooltip } = await import('./threatNodesTooltip.ts');
    if (node.kind === 'group') {
      const group = this.#ports.list.pages.get(node.groupId);
      const incident = this.#arrangement.incidents.get(node.groupId);
      const seen = this.#ports.seen.seenAt(node.groupId);
      return group && groupTooltip(group, { ...(incident && { incident }), ...(seen !== undefined && { seen }) });
    }
    const row = this.#row(node);
    switch (row?.part) {
      case 'threats':
        return threatTooltip(row.value);
      case 'resources':
        return resourceTooltip(row.value.name ?? row.value.id ?? '', row.value.scope);
      case 'events':
        return eventTooltip(row.value);
      default:
        return undefined;
    }
  }

  #row(node: ThreatNode) {
    switch (node.kind) {
      case 'threat': {
        const answer = this.#answer(node.of, 'threats');
        const value = answer?.part === 'threats' ? answer.rows.find((one) => one.id === node.threatId) : undefined;
        return value && ({ part: 'threats', value } as const);
      }
      case 'resource': {
        const answer = this.#answer(node.of, 'resources');
        const value = answer?.part === 'resources' ? answer.rows[node.index] : undefined;
        return value && ({ part: 'resources', value } as const);
      }
      case 'event': {
        const answer = this.#answer(node.of, 'events');
        const value = answer?.part === 'events' ? answer.rows.find((one) => one.id === node.eventId) : undefined;
        return value && ({ part: 'events', value } as const);
      }
      default:
        return undefined;
    }
  }

  #answer(groupId: string, part: Part): PartRows | undefined {
    const state = this.#ports.list.details.known(groupId, part);
    return state?.status === 'loaded' ? state.answer : undefined;
  }

  /** Only the later ones of an incident are marked: the one that stands first needs no "same as". */
  #isCompanion(group: ThreatGroup): boolean {
    const incident = this.#arrangement.incidents.get(group.id);
    return incident !== undefined && incident.members[0]?.id !== group.id;
  }

  #at(id: string): { now: number; seen?: number } {
    const seen = this.#ports.seen.seenAt(id);
    return { now: this.#ports.clock.now(), ...(seen !== undefined && { seen }) };
  }
}

function groupNode(group: ThreatGroup): ThreatNode {
  return { kind: 'group', groupId: group.id };
}
