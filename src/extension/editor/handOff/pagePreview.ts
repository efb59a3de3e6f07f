import * as vscode from 'vscode';
import {
  draftPage,
  type PageDraft,
  type PageEdits,
  pageProblems,
  pageSeverities,
  pageSize,
  pageText,
  withPageEdits,
} from '../../core/handoff/page.ts';
import type { RedactionClass } from '../../core/handoff/redactableValues.ts';
import { dotted } from '../threats/threatNodesText.ts';
import type { Handed } from './handedCase.ts';
import type { HandOffTools } from './handOff.ts';
import type { Pager } from './pager.ts';
import { closingRows, previewRow } from './previewRows.ts';
import { previewTitle, thousands } from './previewText.ts';
import { askRow, askText, type Row } from './prompts.ts';
import { askRedaction, redactedText, showWhatLeaves, withoutClasses } from './redactionQuestion.ts';

/** What the user settled on so far; a retry begins with it. */
export type PagePlan = { readonly redact: readonly RedactionClass[]; readonly edits: PageEdits };

/** The plan as it stands after the preview; without `draft` the user did not submit it. */
export type Previewed = { readonly plan: PagePlan; readonly draft?: PageDraft };

type Action = 'severity' | 'summary' | 'source' | 'content' | 'redact' | 'leaves' | 'submit' | 'cancel' | 'fixed';

/** H-04: everything that the page will say; of the routing key its last four characters. Picking a row changes it; nothing but Submit sends. */
export async function previewPage(
  handed: Handed,
  { key: routingKey, endpoint }: Pager,
  given: PagePlan,
  ports: HandOffTools,
): Promise<Previewed> {
  let plan = given;
  for (;;) {
    const draft = withPageEdits(draftPage(handed.of, { routingKey, redact: plan.redact }), plan.edits);
    const action = await askRow<Action>(ports.questions, rowsOf(draft, handed), {
      title: previewTitle('PagerDuty', new URL(endpoint).host, handed),
      placeHolder: vscode.l10n.t('Pick a row to look at it or to change it. Only Submit sends.'),
    });
    if (action === undefined || action === 'cancel') return { plan };
    if (action === 'submit' && pageProblems(draft).length === 0) return { plan, draft };
    // What can not be submitted yet leads to the field that is in the way.
    const field = action === 'submit' ? (pageProblems(draft)[0]?.field ?? 'fixed') : action;
    plan = (await changed(field, plan, draft, handed, ports)) ?? plan;
  }
}

function rowsOf(draft: PageDraft, { of }: Handed): readonly Row<Action>[] {
  const [problem] = pageProblems(draft);
  // PagerDuty takes an event as a new incident where the one of that key is resolved.
  const again = of.kind === 'report' ? vscode.l10n.t('if that incident is resolved, this is a new one') : undefined;
  const size = vscode.l10n.t('{0} bytes', thousands(pageSize(draft)));
  return [
    previewRow(vscode.l10n.t('Routing key'), vscode.l10n.t('ends in {0}', draft.keyEnd), 'fixed'),
    previewRow(vscode.l10n.t('Severity'), draft.severity, 'severity'),
    previewRow(vscode.l10n.t('Dedup key'), dotted(draft.dedupKey, again), 'fixed'),
    previewRow(vscode.l10n.t('Summary'), draft.summary, 'summary'),
    previewRow(vscode.l10n.t('Source'), draft.source, 'source'),
    previewRow(vscode.l10n.t('Size'), size, 'content'),
    previewRow(vscode.l10n.t('Redacted'), redactedText(draft), 'redact'),
    previewRow(vscode.l10n.t('Show what leaves'), '', 'leaves'),
    ...closingRows(problem?.problem),
  ];
}

/** The plan with that field looked at or changed; undefined leaves it as it is. */
async function changed(field: Action, plan: PagePlan, draft: PageDraft, handed: Handed, ports: HandOffTools) {
  const edited = (edits: PageEdits | undefined): PagePlan | undefined => edits && { ...plan, edits: { ...plan.edits, ...edits } };
  switch (field) {
    case 'severity':
      return edited(await askSeverity(ports));
    case 'summary':
      return edited(await askField('summary', vscode.l10n.t('Summary'), draft, ports));
    case 'source':
      return edited(await askField('source', vscode.l10n.t('Source'), draft, ports));
    case 'redact': {
      const classes = await askRedaction(handed, ports, plan.redact);
      return classes && { redact: classes, edits: redactedEdits(plan.edits, classes, handed) };
    }
    case 'content':
      await ports.texts.open('page.json', pageText(draft));
      return undefined;
    case 'leaves':
      await showWhatLeaves(handed, plan.redact, ports);
      return undefined;
    default:
      return undefined;
  }
}

/** What was typed before may name what is taken out now. */
function redactedEdits({ summary, source, ...rest }: PageEdits, classes: readonly RedactionClass[], { of }: Handed): PageEdits {
  const without = (typed: string) => withoutClasses(typed, classes, of);
  return {
    ...rest,
    ...(summary !== undefined && { summary: without(summary) }),
    ...(source !== undefined && { source: without(source) }),
  };
}

async function askSeverity({ questions }: HandOffTools): Promise<PageEdits | undefined> {
  const rows = pageSeverities.map((severity) => ({ label: severity, choice: { severity } }));
  return askRow(questions, rows, { title: vscode.l10n.t('Severity') });
}

async function askField(field: 'summary' | 'source', title: string, draft: PageDraft, { questions }: HandOffTools) {
  const problem = (typed: string) => pageProblems(withPageEdits(draft, { [field]: typed })).find((one) => one.field === field)?.problem;
  const typed = await askText(questions, { title, value: draft[field], problem });
  return typed === undefined ? undefined : { [field]: typed };
}
