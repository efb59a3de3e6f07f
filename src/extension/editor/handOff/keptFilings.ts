import type * as vscode from 'vscode';
import * as z from 'zod';
import type { Filing, Filings } from '../../core/handoff/fileTicket.ts';
import { keptHandOffs } from './keptHandOffs.ts';

const key = keptHandOffs.filings;
/** Old ones are found by Jira's search; without one, who files an event's ticket twice does so within weeks. */
const longestMs = 30 * 86_400_000;
/** An event may have a ticket for each of its actions. */
const most = 200;

const ticket = z.object({ key: z.string(), link: z.string().exactOptional(), site: z.string().exactOptional() });
const stored = z.array(z.tuple([z.string(), z.object({ at: z.number(), ticket: ticket.exactOptional() })]));

/** What became of this workspace's tickets, kept across a reload: a window that closes while one is filed must not file it again. */
export function createKeptFilings(memento: vscode.Memento): Filings {
  const all = () => new Map<string, Filing>(stored.safeParse(memento.get<unknown>(key)).data ?? []);
  const keep = (filings: Map<string, Filing>) => memento.update(key, pruned(filings));
  return {
    get: (name) => all().get(name),
    set: (name, filing) => keep(all().set(name, filing)),
    delete: (name) => {
      const filings = all();
      filings.delete(name);
      return keep(filings);
    },
  };
}

/** The newest, measured from the newest of them: no clock is needed. */
function pruned(filings: ReadonlyMap<string, Filing>): readonly (readonly [string, Filing])[] {
  const newestFirst = [...filings].sort(([, a], [, b]) => b.at - a.at);
  const newest = newestFirst[0]?.[1].at ?? 0;
  return newestFirst.filter(([, { at }]) => newest - at < longestMs).slice(0, most);
}
