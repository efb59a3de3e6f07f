import * as vscode from 'vscode';
import type { ToldCase } from '../../core/model/case.ts';
import type { Exhibit } from '../../core/model/evidence.ts';
import { Failure } from '../../core/model/failure.ts';

/** What a case can be written as, beside the Markdown that it is. */
export type ExportFormat = {
  readonly id: 'html' | 'attackFlow' | 'navigator' | 'evidence' | 'indicators' | 'ocsf' | 'svg' | 'mermaid';
  readonly label: string;
  readonly what: string;
  /** of the file, with its dot; what stands before it keeps two exports of one case apart */
  readonly ending: string;
  /** Everything but the text itself comes out of what this window knows of the case. */
  readonly needs?: 'told' | 'flow';
  /** Throws Failure where a part of it can not be had. */
  render(of: ExportedCase): Promise<Rendered>;
};

/** `note` says what is not in the text that a reader would look for. */
export type Rendered = { readonly text: string; readonly note?: string };

/** @see ExportFormat.needs for what is there */
export type ExportedCase = {
  readonly markdown: string;
  readonly told?: ToldCase;
  /** the flow as its panel drew it, which nobody has checked; undefined where no panel shows it */
  drawing(): Promise<string | undefined>;
  /** the answers that the case rests on, as far as they can be had. Throws Failure where its tenant can not be asked. */
  exhibits(): Promise<readonly Exhibit[]>;
};

export function exportFormats(): readonly ExportFormat[] {
  return [
    {
      id: 'html',
      label: vscode.l10n.t('HTML report'),
      what: vscode.l10n.t('One file to read, print and send: no script, no network'),
      ending: '.html',
      render: async ({ markdown, told, drawing }) => {
        const svg = await drawing();
        const { toHtml } = await import('../../core/report/export/html.ts');
        // Says itself where the drawing is missing.
        return { text: toHtml({ markdown, ...(told && { told }), ...(svg !== undefined && { drawing: svg }) }) };
      },
    },
    {
      id: 'attackFlow',
      label: vscode.l10n.t('Attack Flow (STIX 2.1)'),
      what: vscode.l10n.t('Steps, assets and indicators for threat-intelligence platforms'),
      ending: '.attack-flow.json',
      needs: 'told',
      render: async (of) => ({ text: (await import('../../core/report/export/attackFlowStix.ts')).toAttackFlow(toldOf(of)) }),
    },
    {
      id: 'navigator',
      label: vscode.l10n.t('ATT&CK Navigator layer'),
      what: vscode.l10n.t('The techniques that were seen, on the matrix'),
      ending: '.navigator.json',
      needs: 'told',
      render: async (of) => ({ text: (await import('../../core/report/export/navigator.ts')).toNavigatorLayer(toldOf(of)) }),
    },
    {
      id: 'ocsf',
      label: vscode.l10n.t('OCSF Detection Finding'),
      what: vscode.l10n.t('For a SIEM or a data lake'),
      ending: '.ocsf.json',
      needs: 'told',
      render: async (of) => ({ text: (await import('../../core/report/export/ocsf.ts')).toOcsf(toldOf(of)) }),
    },
    {
      id: 'evidence',
      label: vscode.l10n.t('Evidence (JSON)'),
      what: vscode.l10n.t('What was asked and answered, with the sentences that cite it; secrets masked'),
      ending: '.evidence.json',
      needs: 'told',
      render: evidence,
    },
    {
      id: 'indicators',
      label: vscode.l10n.t('Indicators (CSV)'),
      what: vscode.l10n.t('Addresses, domains, URLs and hashes, as they are: not defanged'),
      ending: '.indicators.csv',
      needs: 'told',
      render: async (of) => ({ text: (await import('../../core/report/export/indicatorsCsv.ts')).indicatorsCsv(toldOf(of)) }),
    },
    {
      id: 'svg',
      label: vscode.l10n.t('Attack flow (SVG)'),
      what: vscode.l10n.t('The diagram as its panel shows it'),
      ending: '.svg',
      needs: 'flow',
      render: drawnFlow,
    },
    {
      id: 'mermaid',
      label: vscode.l10n.t('Attack flow (Mermaid)'),
      what: vscode.l10n.t('The diagram as text'),
      ending: '.mmd',
      needs: 'flow',
      render: flowText,
    },
  ];
}

async function evidence(of: ExportedCase): Promise<Rendered> {
  const told = toldOf(of);
  const exhibits = await of.exhibits();
  const { toEvidenceJson } = await import('../../core/report/export/evidenceJson.ts');
  const text = toEvidenceJson(told, exhibits);
  const [had, all] = [exhibits.length, told.evidence.length];
  if (had >= all) return { text };
  return {
    text,
    note: vscode.l10n.t('It has {0} of {1} answers: the others could not be had again, and only their source is in it.', had, all),
  };
}

async function drawnFlow({ drawing }: ExportedCase): Promise<Rendered> {
  const svg = await drawing();
  if (svg === undefined) throw notDrawn(vscode.l10n.t('No panel on the screen shows the attack flow of this case'));
  const { safeSvg } = await import('../../core/report/export/safeSvg.ts');
  const checked = safeSvg(svg);
  if (!checked.ok) throw notDrawn(checked.why);
  return { text: checked.svg };
}

async function flowText(of: ExportedCase): Promise<Rendered> {
  const { flow } = toldOf(of);
  if (flow.status !== 'done') throw new Error('a format that needs the flow was offered without it');
  return { text: (await import('../../core/report/attackFlow.ts')).renderFlow(flow.value) };
}

function notDrawn(why: string): Failure {
  return new Failure('unsupported', {
    what: vscode.l10n.t('The drawing of the attack flow was not exported'),
    why,
    fix: vscode.l10n.t('Run "Threats: Show Attack Flow" and export again, or export it as Mermaid'),
  });
}

function toldOf({ told }: ExportedCase): ToldCase {
  if (told === undefined) throw new Error('a format that needs the told case was offered without it');
  return told;
}
