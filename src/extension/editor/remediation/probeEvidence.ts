import type { Evidence, EvidenceId } from '../../core/model/evidence.ts';
import { numberedEvidence } from '../../core/remediate/session/exhibits.ts';
import type { RemediationState } from '../../core/remediate/session/state.ts';
import { evidenceText } from '../caseDocument/evidenceText.ts';
import type { ShownRequests } from './shownRequests.ts';

/** The answer behind a line of the checklist, laid out with its source, secrets masked. An id that is no longer known shows nothing. */
export async function showProbeEvidence(id: string, state: RemediationState, requests: ShownRequests): Promise<void> {
  const found = numberedEvidence(state).find((one) => one.id === id);
  if (found === undefined) return;
  await showEvidence(`${id} ${sourceName(found.evidence.source)}`, { ...found.evidence, id: id as EvidenceId }, requests);
}

/** One answer as a read-only document, secrets masked. */
export async function showEvidence(name: string, { value: _value, ...exhibit }: Evidence, requests: ShownRequests): Promise<void> {
  const { raw, failure } = exhibit;
  const shown = failure === undefined ? { raw, note: 'The answer that the checklist rests on' } : { why: failure };
  await requests.showText(`${name}.json`, evidenceText(exhibit, shown, 'masked'));
}

function sourceName(source: Parameters<typeof evidenceText>[0]['source']): string {
  return source.kind === 'mcp' ? source.tool : source.kind === 'command' ? source.line.split(' ').slice(0, 3).join(' ') : source.kind;
}
