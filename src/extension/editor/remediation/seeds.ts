import type * as vscode from 'vscode';
import * as z from 'zod';
import type { ThreatSeed } from '../../core/remediate/threat/readThreat.ts';

/** What a checklist begins with: its threat, and the case that it was begun from, if there is one. */
export type Seed = ThreatSeed & { readonly caseFile?: string };

const keptSeed = z.strictObject({
  /** by which VS Code hands the panel back */
  panel: z.string(),
  eventId: z.string(),
  title: z.optional(z.string()),
  eventIds: z.array(z.string()),
  depth: z.enum(['case', 'lightweight', 'raw']),
  caseFile: z.optional(z.string()),
});

const key = 'remediations';
const most = 10;

/** The checklists that can come back after a window reload, in workspaceState, newest first. Grants and decisions are never among it. */
export function keptSeeds(memento: vscode.Memento): readonly z.infer<typeof keptSeed>[] {
  return memento.get<readonly unknown[]>(key, []).flatMap((one) => {
    const parsed = keptSeed.safeParse(one);
    return parsed.success ? [parsed.data] : [];
  });
}

/** @returns the panel's title; it is what VS Code hands back after a reload, so it is made unique among the kept */
export function keepSeed(memento: vscode.Memento, wanted: string, { eventIds, ...seed }: Seed): string {
  const others = keptSeeds(memento).filter((one) => one.eventId !== seed.eventId);
  const taken = new Set(others.map((one) => one.panel));
  let panel = wanted;
  for (let number = 2; taken.has(panel); number += 1) panel = `${wanted} (${number})`;
  void memento.update(key, [{ panel, ...seed, eventIds: [...eventIds] }, ...others].slice(0, most));
  return panel;
}

export async function forgetSeeds(memento: vscode.Memento): Promise<void> {
  await memento.update(key, undefined);
}

export function seedOf({ panel: _panel, title, caseFile, ...seed }: z.infer<typeof keptSeed>): Seed {
  return { ...seed, ...(title !== undefined && { title }), ...(caseFile !== undefined && { caseFile }) };
}
