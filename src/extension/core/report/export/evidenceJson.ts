import type { CaseTrigger, TenantLabel, ToldCase } from '../../model/case.ts';
import type { EvidenceId, Exhibit } from '../../model/evidence.ts';
import { everyClaim } from '../everyClaim.ts';
import { plainPhrase, withoutStop } from '../plainText.ts';
import { maskLeaf } from '../secrets.ts';
import { exhibitJson } from '../toJson.ts';

/** A sentence that rests on a piece of evidence, with the part of the case that it stands in. */
type Citing = { readonly part: string; readonly sentence: string };

type Head = {
  readonly schema: 'runtime-threats-evidence/1';
  readonly tenant: TenantLabel;
  readonly trigger: CaseTrigger;
  readonly startedAt: string;
  readonly completedAt: string;
  readonly status: ToldCase['status'];
};

/**
 * A case's evidence for a program (K-08): what was asked, when, and what was answered, each with the sentences that cite it. Integers beyond 2^53
 * are digit strings; secrets are masked (K-11), so a digest is that of what was answered, not of what stands here.
 * @param exhibits with their answers, as far as they are known; after a reload the sources alone are, and `answers` says so
 */
export function toEvidenceJson(of: ToldCase, exhibits: readonly Exhibit[] | undefined): string {
  const answers = new Map((exhibits ?? []).map((one) => [one.id, one]));
  const citing = citingOf(of);
  const evidence = of.evidence.map((one) => {
    const exhibit = answers.get(one.id);
    return { ...(exhibit === undefined ? sourceOnly(one) : exhibitJson(exhibit)), citedBy: citing.get(one.id) ?? [] };
  });
  return `${JSON.stringify({ ...head(of), answers: answers.size > 0, evidence }, maskLeaf, 2)}\n`;
}

function head({ tenant, trigger, startedAt, completedAt, status }: ToldCase): Head {
  return { schema: 'runtime-threats-evidence/1', tenant, trigger, startedAt, completedAt, status };
}

/** A case at run time may carry answers that its type does not show; none goes out that was not asked for. */
function sourceOnly({ id, source, at, digest, truncated, failure }: ToldCase['evidence'][number]): Omit<Exhibit, 'raw'> {
  return { id, source, at, digest, ...(truncated && { truncated }), ...(failure !== undefined && { failure }) };
}

function citingOf(of: ToldCase): ReadonlyMap<EvidenceId, readonly Citing[]> {
  const found = new Map<EvidenceId, Citing[]>();
  for (const { part, phrase, cites } of everyClaim(of)) {
    const sentence = `${withoutStop(plainPhrase(phrase))}.`;
    for (const id of cites) {
      const there = found.get(id);
      if (there === undefined) found.set(id, [{ part, sentence }]);
      else there.push({ part, sentence });
    }
  }
  return found;
}
