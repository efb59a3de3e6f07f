import * as vscode from 'vscode';
import { type CaseIntent, type CaseView, caseIntent, type ToCasePanel } from '../../webview/protocol/casePanel.ts';
import type { ReachInHours } from '../core/investigate/reach.ts';
import { Failure } from '../core/model/failure.ts';
import type { Log } from '../core/model/ports.ts';
import { isCaseFile, openCaseFile, revealInCase } from './caseEditor.ts';
import { lineOfStep, rowOfExhibit, stepOfLine } from './caseNavigation.ts';
import { casePanelType } from './casePanelType.ts';
import { keepView, keptViews, type ShownCase } from './keptViews.ts';
import { hostWebview, showNotice } from './webviewHost.ts';

/** The attack-flow panels of this window, one a case file. The host owns what they show and posts it whole. */
export type CasePanels = {
  /** Beside the editor, without taking the focus from it; a case that is shown already is brought up to date. */
  show(shown: ShownCase): void;
  /** The panel of a case that was shown before; nothing where its view is not kept. */
  showKept(file: string): void;
  /** After a window reload. A panel whose case is no longer known says so. */
  restore(panel: vscode.WebviewPanel): void;
  dispose(): void;
};

export type CasePanelPorts = {
  readonly extensionUri: vscode.Uri;
  readonly memento: vscode.Memento;
  readonly report: (error: unknown, during: string) => void;
  readonly log: Log;
  /** Investigates that threat, group or event again, so many hours round it and back. */
  readonly lookWider: (trigger: string, hours: ReachInHours) => Promise<void>;
};

export function createCasePanels(ports: CasePanelPorts): CasePanels {
  return new WindowCasePanels(ports);
}

type OpenPanel = { readonly panel: vscode.WebviewPanel; readonly file: string; view: CaseView };

class WindowCasePanels implements CasePanels {
  readonly #ports: CasePanelPorts;
  readonly #open = new Map<string, OpenPanel>();
  readonly #cursor: vscode.Disposable;

  constructor(ports: CasePanelPorts) {
    this.#ports = ports;
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

  showKept(file: string): void {
    const kept = keptViews(this.#ports.memento).find((one) => one.file === file);
    if (kept !== undefined) this.show({ file, view: kept.view });
  }

  restore(panel: vscode.WebviewPanel): void {
    const kept = keptViews(this.#ports.memento).find((one) => one.title === panel.title);
    if (kept === undefined)
      showNotice(panel.webview, vscode.l10n.t('This case is no longer known here. Investigate it again to see its attack flow.'));
    else this.#attach(panel, kept);
  }

  dispose(): void {
    this.#cursor.dispose();
  }

  #attach(panel: vscode.WebviewPanel, { file, view }: ShownCase): void {
    const opened: OpenPanel = { panel, file, view };
    this.#open.set(file, opened);
    panel.onDidDispose(() => this.#open.delete(file));
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
      case 'copyDiagram':
        if (opened.view.flow.status === 'done') await vscode.env.clipboard.writeText(opened.view.flow.mermaid);
        return;
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

  async #selectStep(opened: OpenPanel, id: string): Promise<void> {
    const step = opened.view.flow.steps.find((one) => one.id === id);
    if (step === undefined) throw notInCase(id);
    this.#mark(opened, id);
    if (!(await revealInCase(opened.file, (lines) => lineOfStep(lines, step)))) throw notInCase(step.cites.join(', '));
  }

  async #openEvidence(opened: OpenPanel, id: string): Promise<void> {
    if (!(await revealInCase(opened.file, (lines) => rowOfExhibit(lines, id)))) throw notInCase(id);
  }

  #followCursor({ document, selection }: vscode.TextEditor): void {
    const opened = [...this.#open.values()].find((one) => isCaseFile(document, one.file));
    if (opened === undefined) return;
    const step = stepOfLine(document.lineAt(selection.active.line).text, opened.view.flow.steps, opened.view.selected);
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
