import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import type { Program } from '../../core/model/command.ts';
import type { Containment } from '../../core/remediate/journal/ledger.ts';
import { Grants } from '../../core/remediate/places/grants.ts';
import { showNotice } from '../casePanel/webviewHost.ts';
import { type Checklist, openChecklist } from './checklist.ts';
import { machineSettings } from './machineSettings.ts';
import type { RemediationPorts } from './remediation.ts';
import { remediationPanelType } from './remediationPanelType.ts';
import { keepSeed, keptSeeds, type Seed, seedOf } from './seeds.ts';
import { createShownRequests, type ShownRequests } from './shownRequests.ts';
import { takeBackContainment } from './takeBackContainment.ts';

/** The checklists of this window, one an event. Grants are the window's: what was allowed for one threat counts for the next, until revoked. */
export type Remediations = {
  open(seed: Seed): Promise<void>;
  /** After a window reload: looked at anew; what was under way is found again in the journal. */
  restore(panel: vscode.WebviewPanel): Promise<void>;
  /** of every checklist, with their queues. */
  revokeGrants(): Promise<void>;
  toggleReadOnly(): Promise<void>;
  readonly grants: Grants;
  readonly requests: ShownRequests;
  /** names this window in the journal */
  readonly window: string;
  /** Takes back something that the tenant holds, whoever began it, with its own dialog. */
  takeBack(containment: Containment, executionId: string): Promise<void>;
  /** true once a window */
  firstTime(): boolean;
  /** which of the user's tools are on this machine; starts nothing */
  toolsFound(): Promise<readonly { readonly program: Program; readonly found: boolean }[]>;
  /** Revokes the grants and closes every checklist. */
  forget(): void;
  dispose(): void;
};

const readOnlyKey = 'remediationReadOnly';

export function createRemediations(ports: RemediationPorts, changed: () => void): Remediations {
  return new WindowRemediations(ports, changed);
}

class WindowRemediations implements Remediations {
  readonly grants = new Grants();
  readonly requests = createShownRequests();
  readonly window = randomUUID();
  readonly #ports: RemediationPorts;
  readonly #changed: () => void;
  readonly #open = new Map<string, Checklist>();
  #told = false;
  /** what is taken back outside of a checklist stops with every checklist */
  #acting = new AbortController();

  constructor(ports: RemediationPorts, changed: () => void) {
    this.#ports = ports;
    this.#changed = changed;
  }

  firstTime(): boolean {
    const isFirst = !this.#told;
    this.#told = true;
    return isFirst;
  }

  async toolsFound(): Promise<readonly { readonly program: Program; readonly found: boolean }[]> {
    const machine = await this.#ports.machine(await machineSettings());
    const { signal } = new AbortController();
    const programs = ['kubectl', 'aws'] as const;
    return Promise.all(programs.map(async (program) => ({ program, found: (await machine.find(program, signal)) !== undefined })));
  }

  async takeBack(containment: Containment, executionId: string): Promise<void> {
    await takeBackContainment(containment, executionId, {
      ...this.#ports,
      grants: this.grants,
      requests: this.requests,
      window: this.window,
      isReadOnly: () => this.#isReadOnly(),
      stopped: this.#acting.signal,
    });
    this.#changed();
    // Its checklist, if one is open, still offers what was just taken back.
    await this.#open.get(containment.record?.eventId ?? '')?.begin();
  }

  async open(seed: Seed): Promise<void> {
    const known = this.#open.get(seed.eventId);
    if (known !== undefined) return known.reveal();
    const panel = vscode.window.createWebviewPanel(remediationPanelType, this.#keep(seed), { viewColumn: vscode.ViewColumn.Active });
    await this.#attach(panel, seed);
  }

  async restore(panel: vscode.WebviewPanel): Promise<void> {
    const kept = keptSeeds(this.#ports.memento).find((one) => one.panel === panel.title);
    if (kept === undefined || this.#open.has(kept.eventId)) {
      showNotice(panel.webview, vscode.l10n.t('This checklist is no longer known here. Run "Threats: Remediate…" on its threat.'));
      return;
    }
    await this.#attach(panel, seedOf(kept));
  }

  async revokeGrants(): Promise<void> {
    this.grants.revoke();
    this.#stopActing();
    await Promise.all([...this.#open.values()].map((one) => one.revokeGrants()));
    void vscode.window.showInformationMessage(vscode.l10n.t('Grants of kubectl and aws are revoked, and what was queued is dropped.'));
  }

  async toggleReadOnly(): Promise<void> {
    await this.#setReadOnly(!this.#isReadOnly());
    void vscode.window.showInformationMessage(
      this.#isReadOnly()
        ? vscode.l10n.t('Read-only: no checklist of this editor runs anything.')
        : vscode.l10n.t('Read-only is off: each action still asks.'),
    );
  }

  forget(): void {
    this.grants.revoke();
    this.#stopActing();
    for (const one of [...this.#open.values()]) one.close();
  }

  dispose(): void {
    for (const one of this.#open.values()) one.dispose();
    this.requests.dispose();
  }

  async #attach(panel: vscode.WebviewPanel, seed: Seed): Promise<void> {
    const shared = { grants: this.grants, requests: this.requests, window: this.window };
    const checklist = openChecklist(panel, seed, {
      ...this.#ports,
      ...shared,
      keep: (named) => this.#keep(named),
      changed: this.#changed,
      isReadOnly: () => this.#isReadOnly(),
      setReadOnly: (on) => this.#setReadOnly(on),
      revokeGrants: () => this.revokeGrants(),
    });
    this.#open.set(seed.eventId, checklist);
    panel.onDidDispose(() => {
      this.#open.delete(seed.eventId);
      checklist.dispose();
    });
    await checklist.begin();
  }

  #stopActing(): void {
    this.#acting.abort();
    this.#acting = new AbortController();
  }

  #keep(seed: Seed): string {
    return keepSeed(this.#ports.memento, vscode.l10n.t('Remediate: {0}', seed.title ?? seed.eventId), seed);
  }

  #isReadOnly(): boolean {
    return this.#ports.globalState.get<boolean>(readOnlyKey, false);
  }

  async #setReadOnly(on: boolean): Promise<void> {
    await this.#ports.globalState.update(readOnlyKey, on);
    if (on) this.#stopActing();
    for (const one of this.#open.values()) one.setReadOnly(on);
  }
}
