import * as vscode from 'vscode';
import { type CaseIntent, type CaseView, caseIntent, type ToCasePanel } from '../../../webview/protocol/casePanel.ts';
import type { ReachInHours } from '../../core/investigate/reach.ts';
import type { ToldCase } from '../../core/model/case.ts';
import { Failure } from '../../core/model/failure.ts';
import type { Clock, Log } from '../../core/model/ports.ts';
import { isCaseFile, openCaseFile, revealInCase } from '../cases/caseEditor.ts';
import { type AskedDrawings, createAskedDrawings } from './askedDrawings.ts';
import { lineOfPlace, placeOfLine, placesOf, rowOfExhibit } from './caseNavigation.ts';
import { casePanelType } from './casePanelType.ts';
import { toCaseView } from './caseView.ts';
import { keepView, keptViews, moveKeptView, type ShownCase } from './keptViews.ts';
import { hostWebview, showNotice } from './webviewHost.ts';

/** The attack-flow panels of this window, one a case file. The host owns what they show and posts it whole. */
export type CasePanels = {
  /** Beside the editor, without taking the focus from it; a case that is shown already is brought up to date. */
  show(shown: ShownCase): void;
  /** The panel of a case of which this workspace knows what it tells, whether or not it was shown before. @returns false where it does not */
  showKept(file: string): boolean;
  /** Save Case As…: the panel goes along with the case, where one is open. */
  moved(from: string, to: string): void;
  /** After a window reload. A panel whose case is no longer known says so. */
  restore(panel: vscode.WebviewPanel): void;
  /**
   * The attack flow of a case as SVG, as its panel drew it: to be checked before it is used (core/report/export/safeSvg.ts). Undefined where no
   * panel of that case is open and seen, or nothing is drawn in it.
   */
  drawing(file: string, signal?: AbortSignal): Promise<string | undefined>;
  dispose(): void;
};

export type CasePanelPorts = {
  readonly extensionUri: vscode.Uri;
  readonly memento: vscode.Memento;
  readonly report: (error: unknown, during: string) => void;
  readonly log: Log;
  readonly clock: Clock;
  /** what is known of the case in that file */
  readonly told: (file: string) => ToldCase | undefined;
  /** Investigates that threat, group or event again, so many hours round it and back. */
  readonly lookWider: (trigger: string, hours: ReachInHours) => Promise<void>;
};

export function createCasePanels(ports: CasePanelPorts): CasePanels {
  return new WindowCasePanels(ports);
}

type OpenPanel = { readonly panel: vscode.WebviewPanel; file: string; view: CaseView };

class WindowCasePanels implements CasePanels {
  readonly #ports: CasePanelPorts;
  readonly #open = new Map<string, OpenPanel>();
  readonly #cursor: vscode.Disposable;
  readonly #asked: AskedDrawings;

  constructor(ports: CasePanelPorts) {
    this.#ports = ports;
    this.#asked = createAskedDrawings(ports.clock);
    this.#cursor = vscode.window.onDidChangeTextEditorSelection((event) => this.#followCursor(event.textEditor));
  }

  show(shown: ShownCase): void {
    const known = this.#open.get(shown.file);
    const title = keepView(this.#ports.memento, shown);
    if (known !== undefined) {
      known.view = shown.view;
      this.#post(known, { type: 'view', view: known.view });
      known.panel.reveal(undefined, true);
      return;
    }
    const column = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
    this.#attach(vscode.window.createWebviewPanel(casePanelType, title, column), shown);
  }

  showKept(file: string): boolean {
    const view = this.#viewOf(file);
    if (view !== undefined) this.show({ file, view });
    return view !== undefined;
  }

  moved(from: string, to: string): void {
    const opened = this.#open.get(from);
    if (opened === undefined || this.#open.has(to)) return;
    this.#open.delete(from);
    opened.file = to;
    opened.view = { ...opened.view, caseFile: to };
    this.#open.set(to, opened);
    moveKeptView(this.#ports.memento, from, to);
  }

  restore(panel: vscode.WebviewPanel): void {
    const kept = keptViews(this.#ports.memento).find((one) => one.title === panel.title);
    const view = kept && this.#viewOf(kept.file);
    if (kept === undefined || view === undefined)
      showNotice(panel.webview, vscode.l10n.t('This case is no longer known here. Investigate it again to see its attack flow.'));
    else this.#attach(panel, { file: kept.file, view });
  }

  /** Made from what the case tells, with what its panel had beside that: the selection, and what the last refresh found different. */
  #viewOf(file: string): CaseView | undefined {
    const told = this.#ports.told(file);
    const kept = keptViews(this.#ports.memento).find((one) => one.file === file);
    if (told === undefined) return undefined;
    return { ...toCaseView(told, file, kept?.changes), ...(kept?.selected !== undefined && { selected: kept.selected }) };
  }

  async drawing(file: string, signal?: AbortSignal): Promise<string | undefined> {
    const opened = this.#open.get(file);
    if (opened?.panel.visible !== true || opened.view.flow.status !== 'done') return undefined;
    return this.#asked.ask((request) => this.#post(opened, { type: 'requestDrawing', request }), signal);
  }

  dispose(): void {
    this.#cursor.dispose();
  }

  #attach(panel: vscode.WebviewPanel, { file, view }: ShownCase): void {
    const opened: OpenPanel = { panel, file, view };
    this.#open.set(file, opened);
    panel.onDidDispose(() => this.#open.delete(opened.file));
    hostWebview(panel, { ...this.#ports, bundle: 'case', intents: caseIntent, onIntent: (intent) => this.#act(opened, intent) });
  }

  async #act(opened: OpenPanel, intent: CaseIntent): Promise<void> {
    switch (intent.type) {
      case 'ready':
        return this.#post(opened, { type: 'view', view: opened.view });
      case 'selectStep':
        return this.#selectStep(opened, intent.step);
      case 'openEvidence':
        return this.#openEvidence(opened, intent.evidence);
      case 'openCase':
        await openCaseFile(opened.file);
        return;
      case 'exportCase':
        await vscode.commands.executeCommand('runtimeThreats.exportCase', opened.file);
        return;
      case 'remediate':
        await vscode.commands.executeCommand('runtimeThreats.remediate', opened.file);
        return;
      case 'handOff':
        await vscode.commands.executeCommand('runtimeThreats.handOff', opened.file);
        return;
      case 'exportIndicators':
        await vscode.commands.executeCommand('runtimeThreats.exportCase', { file: opened.file, format: 'indicators' });
        return;
      case 'copyIndicators':
        return this.#copyIndicators(opened);
      case 'copyDiagram':
        if (opened.view.flow.status === 'done') await this.#copy(opened, opened.view.flow.mermaid, vscode.l10n.t('Copied as Mermaid.'));
        return;
      case 'copySvg':
        return this.#copySvg(opened);
      case 'drawing':
        return this.#asked.answer(intent.request, intent.svg);
      case 'lookWider':
        return this.#lookWider(opened.view);
      case 'drawFailed':
        return this.#ports.log.write('warn', 'the attack flow could not be drawn', { reason: intent.reason });
    }
  }

  /** As the shown case says, never as the webview does: it only asks. */
  async #lookWider({ trigger, wider }: CaseView): Promise<void> {
    if (wider !== undefined) await this.#ports.lookWider(trigger, wider);
  }

  /** Not defanged, since a tool that searches for them needs them as they are. */
  async #copyIndicators(opened: OpenPanel): Promise<void> {
    const told = this.#ports.told(opened.file);
    if (told === undefined) throw notKnown();
    const { indicatorsAsText } = await import('../../core/report/export/indicatorsCsv.ts');
    const indicators = indicatorsAsText(told);
    const count = indicators.split('\n').length;
    await this.#copy(opened, indicators, vscode.l10n.t('{0} indicators copied as they are, not defanged.', count));
  }

  async #copySvg(opened: OpenPanel): Promise<void> {
    const drawn = await this.drawing(opened.file);
    if (drawn === undefined) throw notDrawn(vscode.l10n.t('The panel has no drawing of it'));
    const { safeSvg } = await import('../../core/report/export/safeSvg.ts');
    const checked = safeSvg(drawn);
    if (!checked.ok) throw notDrawn(checked.why);
    await this.#copy(opened, checked.svg, vscode.l10n.t('Copied as SVG.'));
  }

  async #copy(opened: OpenPanel, text: string, notice: string): Promise<void> {
    await vscode.env.clipboard.writeText(text);
    this.#post(opened, { type: 'notice', text: notice });
  }

  async #selectStep(opened: OpenPanel, id: string): Promise<void> {
    const place = placesOf(opened.view.flow.steps).find((one) => one.id === id);
    if (place === undefined) throw notInCase(id);
    this.#mark(opened, id);
    if (!(await revealInCase(opened.file, (lines) => lineOfPlace(lines, place)))) throw notInCase(place.cites.join(', '));
  }

  async #openEvidence(opened: OpenPanel, id: string): Promise<void> {
    if (!(await revealInCase(opened.file, (lines) => rowOfExhibit(lines, id)))) throw notInCase(id);
  }

  #followCursor({ document, selection }: vscode.TextEditor): void {
    const opened = [...this.#open.values()].find((one) => isCaseFile(document, one.file));
    if (opened === undefined) return;
    const places = placesOf(opened.view.flow.steps);
    const step = placeOfLine(document.lineAt(selection.active.line).text, places, opened.view.selected);
    if (step === undefined || step === opened.view.selected) return;
    this.#mark(opened, step);
    this.#post(opened, { type: 'select', step });
  }

  /** Kept too, so that the selection is still there after a window reload (V-15). */
  #mark(opened: OpenPanel, selected: string): void {
    opened.view = { ...opened.view, selected };
    keepView(this.#ports.memento, opened);
  }

  /** Posting to a panel that is hidden or closing comes back false: it asks for the whole view when it is ready again. */
  #post({ panel }: OpenPanel, message: ToCasePanel): void {
    void panel.webview.postMessage(message);
  }
}

function notInCase(id: string): Failure {
  return new Failure('notFound', {
    what: vscode.l10n.t('That place could not be shown'),
    why: vscode.l10n.t('The case file does not mention {0}; it may have been edited', id),
    fix: vscode.l10n.t('Investigate again to write the case anew'),
  });
}

function notKnown(): Failure {
  return new Failure('notFound', {
    what: vscode.l10n.t('The indicators could not be copied'),
    why: vscode.l10n.t('What this case tells is no longer known in this window'),
    fix: vscode.l10n.t('Refresh the case, then copy them'),
  });
}

function notDrawn(why: string): Failure {
  return new Failure('refused', {
    what: vscode.l10n.t('The attack flow could not be copied as SVG'),
    why,
    fix: vscode.l10n.t('Use Copy as Mermaid, which any Markdown viewer draws'),
  });
}
