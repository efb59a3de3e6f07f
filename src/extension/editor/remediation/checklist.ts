import * as vscode from 'vscode';
import { remediationIntent, type ToRemediationPanel } from '../../../webview/protocol/remediationPanel.ts';
import type { TenantLabel } from '../../core/model/case.ts';
import type { Evidence } from '../../core/model/evidence.ts';
import { Failure } from '../../core/model/failure.ts';
import type { Run } from '../../core/model/remediation.ts';
import type { SecurityEvent } from '../../core/model/threat.ts';
import type { Grants } from '../../core/remediate/places/grants.ts';
import { RemediationSession } from '../../core/remediate/session/session.ts';
import { emptyState, type RemediationState, type Stopped } from '../../core/remediate/session/state.ts';
import { createResponseTools } from '../../core/tools/responseTools.ts';
import { hostWebview } from '../casePanel/webviewHost.ts';
import type { OpenTenant } from '../connection/tenantSession.ts';
import { createAsks } from './asksInEditor.ts';
import { bannerOf } from './bannerOf.ts';
import { fileInEditor } from './fileInEditor.ts';
import { createIntents } from './intents.ts';
import { machineSettings } from './machineSettings.ts';
import type { RemediationPorts } from './remediation.ts';
import { summaryOf } from './remediationReport.ts';
import { toRemediationView } from './remediationView.ts';
import type { Seed } from './seeds.ts';
import type { ShownRequests } from './shownRequests.ts';

export type ChecklistPorts = RemediationPorts & {
  readonly grants: Grants;
  readonly requests: ShownRequests;
  readonly window: string;
  /** Keeps what the panel began with, so that it comes back after a reload. @returns the panel's title */
  readonly keep: (seed: Seed) => string;
  /** something was contained or taken back */
  readonly changed: () => void;
  readonly isReadOnly: () => boolean;
  readonly setReadOnly: (on: boolean) => Promise<void>;
  readonly revokeGrants: () => Promise<void>;
};

/** One panel with its session. The panel shows what the session tells and hands back ids; the session alone decides what may run. */
export type Checklist = {
  begin(): Promise<void>;
  reveal(): void;
  close(): void;
  setReadOnly(on: boolean): void;
  revokeGrants(): Promise<void>;
  dispose(): void;
};

export function openChecklist(panel: vscode.WebviewPanel, seed: Seed, ports: ChecklistPorts): Checklist {
  return new PanelChecklist(panel, seed, ports);
}

class PanelChecklist implements Checklist {
  readonly #panel: vscode.WebviewPanel;
  #seed: Seed;
  readonly #ports: ChecklistPorts;
  readonly #gone = new AbortController();
  #tenant: OpenTenant | undefined;
  #session: RemediationSession | undefined;
  #state: RemediationState = emptyState;

  constructor(panel: vscode.WebviewPanel, seed: Seed, ports: ChecklistPorts) {
    this.#panel = panel;
    this.#seed = seed;
    this.#ports = ports;
    const intents = createIntents({
      ...ports,
      seed,
      opened: () => this.#required(),
      label: () => this.#label(),
      post: () => this.#post(),
      notice: (text) => this.#send({ type: 'notice', text }),
      begin: () => this.begin(),
      readEvent: (eventId) => this.#readEvent(eventId),
    });
    hostWebview(panel, { ...ports, report: ports.commands.report, bundle: 'remediation', intents: remediationIntent, onIntent: intents });
  }

  /** Connects if need be, and looks. What stops it is shown in the panel, with the button that tries again. */
  async begin(): Promise<void> {
    // A tenant that was left answers nothing any more: it begins again on the one that is connected now.
    if (this.#tenant?.ended.aborted === true) {
      this.#session?.dispose();
      this.#session = undefined;
    }
    try {
      this.#session ??= await this.#open();
    } catch (error) {
      if (!Failure.is(error)) throw error;
      const { what, why, fix } = error;
      this.#show({ ...this.#state, stopped: { what, why, fix } });
      return;
    }
    await this.#session.open();
  }

  reveal(): void {
    this.#panel.reveal();
  }

  close(): void {
    this.#panel.dispose();
  }

  setReadOnly(on: boolean): void {
    this.#session?.setReadOnly(on);
  }

  async revokeGrants(): Promise<void> {
    await this.#session?.revokeGrants();
  }

  dispose(): void {
    this.#gone.abort();
    this.#session?.dispose();
  }

  async #open(): Promise<RemediationSession> {
    const { session, clock, log, questions, grants, requests, commands, machine, journal, window, handOff } = this.#ports;
    const tenant = await session.tenant(this.#gone.signal);
    const settings = await machineSettings();
    this.#tenant = tenant;
    const opened = new RemediationSession({
      ...{ tenant: tenant.label, tools: tenant.tools, seed: this.#seed, clock, log, grants, window },
      responses: createResponseTools(tenant.connection, clock, log),
      // Nothing of the sample tenant is on this machine, and no command of it may reach what is.
      ...(!tenant.label.sample && { machine: await machine(settings) }),
      ...{ kubePlace: settings.kubePlace, awsScope: settings.awsScope, journal: await journal() },
      narrator: { say: (line) => this.#narrate(line) },
      asks: createAsks(questions, requests),
      tickets: () => handOff.destinationNames(tenant.label.sample),
      isReadOnly: this.#ports.isReadOnly,
      file: (action) => fileInEditor(action, this.#state, { seed: this.#seed, tenant: tenant.label, ...this.#ports }),
      onState: (state) => this.#show(state),
      report: (error) => commands.report(error, 'remediate'),
      ended: AbortSignal.any([tenant.ended, this.#gone.signal]),
      ...(this.#seed.caseFile !== undefined && { caseFile: this.#seed.caseFile }),
    });
    opened.setReadOnly(this.#ports.isReadOnly());
    tenant.ended.addEventListener('abort', () => this.#show(opened.state), { signal: this.#gone.signal });
    return opened;
  }

  async #readEvent(eventId: string): Promise<Evidence<SecurityEvent>> {
    const tenant = this.#tenant ?? (await this.#ports.session.tenant(this.#gone.signal));
    return tenant.tools.read('get_event_info', { eventId }, this.#gone.signal);
  }

  #label(): TenantLabel {
    return this.#tenant?.label ?? { name: '', sample: false };
  }

  #required(): RemediationSession {
    if (this.#session !== undefined) return this.#session;
    throw new Failure('refused', {
      what: vscode.l10n.t('The checklist is not open yet'),
      why: vscode.l10n.t('The tenant was not reached'),
      fix: vscode.l10n.t('Use "Probe again" in the checklist'),
    });
  }

  #narrate(line: string): void {
    this.#ports.log.write('info', line);
    this.#send({ type: 'notice', text: line });
  }

  #show(now: RemediationState): void {
    const state = this.#tenant?.ended.aborted === true ? { ...now, stopped: tenantLeft() } : now;
    const ended = endedIn(state) !== endedIn(this.#state);
    this.#state = state;
    this.#nameAfter(state.threat?.title);
    this.#post();
    if (ended) this.#ports.changed();
  }

  /** A checklist that was begun with an id alone is named once its threat is known. */
  #nameAfter(title: string | undefined): void {
    if (title === undefined || this.#seed.title !== undefined) return;
    this.#seed = { ...this.#seed, title };
    this.#panel.title = this.#ports.keep(this.#seed);
  }

  #post(): void {
    const { grants } = this.#ports;
    const banner = bannerOf(this.#seed);
    const { eventId, title = eventId, caseFile } = this.#seed;
    const tenant = this.#label();
    const setting = { eventId, title, tenant, grants, summary: summaryOf(this.#state, tenant) };
    const view = toRemediationView(this.#state, {
      ...setting,
      ...(banner !== undefined && { banner }),
      ...(caseFile !== undefined && { caseFile }),
    });
    this.#send({ type: 'view', view });
  }

  /** A panel that is hidden asks for its view when it is shown again. */
  #send(message: ToRemediationPanel): void {
    if (!this.#gone.signal.aborted) void this.#panel.webview.postMessage(message);
  }
}

/** What runs on a tenant stops with it (C-13); what it took goes on there, and is found again. */
function tenantLeft(): Stopped {
  return {
    what: vscode.l10n.t('This checklist stopped'),
    why: vscode.l10n.t('The connection to its tenant was left'),
    fix: vscode.l10n.t('Connect to it again, then use "Probe again"; what was begun there is found again'),
  };
}

/** How many runs and undos have an end: the count of what is contained changes with it. */
function endedIn({ runs }: RemediationState): number {
  const ends = ({ endedAt, undone }: Run): number =>
    Number(endedAt !== undefined) + Number(undone !== undefined && undone.status !== 'in_progress');
  return [...runs.values()].reduce((sum, run) => sum + ends(run), 0);
}
