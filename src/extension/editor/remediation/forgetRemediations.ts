import type { RemediationPorts } from './remediation.ts';
import type { Remediations } from './remediations.ts';
import { forgetSeeds } from './seeds.ts';

/** Takes back every grant and empties the journal: what was contained stays so, but nothing here knows any more how to take it back (C-14). */
export async function forgetRemediations(
  { journal, memento }: Pick<RemediationPorts, 'journal' | 'memento'>,
  open: Remediations | undefined,
): Promise<void> {
  open?.forget();
  const kept = await journal();
  for (const { attempt } of await kept.all()) await kept.forget(attempt);
  await forgetSeeds(memento);
}
