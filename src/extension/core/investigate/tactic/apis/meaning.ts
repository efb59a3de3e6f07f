import type { Tactic } from '../../../model/tactic.ts';

/** What a call to a cloud, identity or code provider is for. */
export type ApiMeaning = { readonly tactic: Tactic; readonly secondary?: Tactic; readonly technique?: string };

/** A table's row: calls, what they are for, by which technique, and what they are for besides. */
export type ApiRow = readonly [calls: RegExp, tactic: Tactic, technique?: string, secondary?: Tactic];

/** The first row that matches counts, so narrow rows stand first. */
export function meaningIn(rows: readonly ApiRow[], api: string): ApiMeaning | undefined {
  const row = rows.find(([calls]) => calls.test(api));
  if (row === undefined) return undefined;
  const [, tactic, technique, secondary] = row;
  return { tactic, ...(technique !== undefined && { technique }), ...(secondary !== undefined && { secondary }) };
}
