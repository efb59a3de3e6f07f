import type { HandoffDocument } from '../../core/handoff/handoffDocument.ts';
import { knownPlaces } from '../../core/handoff/knownPlaces.ts';
import { placeName } from '../../core/investigate/place.ts';
import type { ToldCase } from '../../core/model/case.ts';
import type { Tactic } from '../../core/model/tactic.ts';
import { plainText } from '../../core/report/plainText.ts';
import { firstSentence } from '../../core/report/summary.ts';

/** A document on its way out: `of` is all that leaves, `told` what is known here of the case that it is. */
export type Handed = { readonly of: HandoffDocument; readonly told?: ToldCase };

/** What a case file is now, as its document has it. */
export type FileAsItStands = { readonly file: string; readonly markdown: string; readonly verified: boolean };

/** The document as it stands with what the investigation told; a group that names no event goes by its own id. */
export function handedCase(told: ToldCase, { file, markdown, verified }: FileAsItStands): Required<Handed> {
  const { trigger, tactic, tenant } = told;
  const title = plainText(trigger.title);
  return {
    told,
    of: {
      kind: 'case',
      tenant,
      eventId: trigger.eventId ?? trigger.id,
      title: tenant.sample ? `Sample: ${title}` : title,
      resource: plainText(placeName(trigger.scope) ?? tenant.name),
      firstSentence: firstSentence(told),
      isIncident: isIncident(told),
      file,
      markdown,
      verified,
      completedAt: told.completedAt,
      known: knownPlaces(told),
      ...(trigger.severity && { severity: trigger.severity.word }),
      ...(tactic.tactic !== undefined && { tactic: tactic.tactic }),
      ...(trigger.type !== undefined && { type: plainText(trigger.type) }),
    },
  };
}

const breakIn: readonly (Tactic | undefined)[] = ['initial_access', 'execution', 'privilege_escalation'];

/** H-02: a finding of 5/5 on the way from the first access to more rights. */
function isIncident({ correlation }: ToldCase): boolean {
  return correlation.status === 'done' && correlation.value.rows.some(({ score, tactic }) => score === 5 && breakIn.includes(tactic));
}
