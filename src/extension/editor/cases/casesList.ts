import * as vscode from 'vscode';
import type { TenantLabel } from '../../core/model/case.ts';
import { Failure, isAbort } from '../../core/model/failure.ts';
import type { RecentCase } from '../../core/tools/skillState.ts';
import { isTenant } from '../caseDocument/caseTenant.ts';
import type { TenantSession } from '../connection/tenantSession.ts';
import type { SharedCases } from '../investigation/sharedCases.ts';
import type { DiskPorts } from './caseOnDisk.ts';
import { type CaseRow, caseRows } from './casesRow.ts';
import type { KnownCases } from './knownCases.ts';

export type CasesListPorts = DiskPorts & {
  readonly session: Pick<TenantSession, 'tenant'>;
  readonly shared: Pick<SharedCases, 'read'>;
  /** of whatever tenant */
  readonly known: Pick<KnownCases, 'all'>;
};

/** What was read last, of which tenant. */
type Noted = { readonly tenant: TenantLabel; readonly entries: readonly RecentCase[] };

/** What the Cases view knows: the connected tenant's shared state with what this workspace adds to it. It asks when it is told to and never else. */
export class CasesList {
  readonly #ports: CasesListPorts;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.#changed.event;
  #stay = new AbortController();
  #reading: Promise<void> | undefined;
  #noted: Noted | undefined;
  #rows: readonly CaseRow[] = [];
  #failure: Failure | undefined;
  #missing: Failure | undefined;
  /** counts what became known: rows from before it are old ones */
  #known = 0;

  constructor(ports: CasesListPorts) {
    this.#ports = ports;
  }

  get rows(): readonly CaseRow[] {
    return this.#rows;
  }

  /** Why the last reading failed; what was read before stays. */
  get failure(): Failure | undefined {
    return this.#failure;
  }

  /** Why the tenant has no shared state; the rows are this workspace's own then. */
  get missing(): Failure | undefined {
    return this.#missing;
  }

  /** Settles, never rejects, when the reading that runs has ended. */
  get reading(): Promise<void> | undefined {
    return this.#reading;
  }

  /** Whether the tenant has answered, one way or another. */
  get isSettled(): boolean {
    return this.#noted !== undefined && this.#reading === undefined && this.#failure === undefined;
  }

  /** Asks the tenant; a reading that runs is given up for it, since it may be older than what this one is asked for. */
  refresh(): Promise<void> {
    this.#stay.abort();
    this.#stay = new AbortController();
    const { signal } = this.#stay;
    const reading = this.#read(signal).then(() => {
      if (signal.aborted) return;
      this.#reading = undefined;
      this.#changed.fire();
    });
    this.#reading = reading;
    if (this.#rows.length === 0) this.#changed.fire();
    return reading;
  }

  /** Something became known here: looks again without asking the tenant. */
  async lookAgain(): Promise<void> {
    this.#known += 1;
    const { signal } = this.#stay;
    if (this.#noted === undefined || this.#reading !== undefined) return;
    const rows = await this.#rowsOf(this.#noted);
    if (signal.aborted) return;
    this.#rows = rows;
    this.#changed.fire();
  }

  /** Another tenant, or none. */
  clear(): void {
    this.#stay.abort();
    this.#reading = undefined;
    this.#noted = undefined;
    this.#rows = [];
    this.#failure = undefined;
    this.#missing = undefined;
    this.#changed.fire();
  }

  dispose(): void {
    this.#stay.abort();
    this.#changed.dispose();
  }

  async #read(signal: AbortSignal): Promise<void> {
    try {
      const tenant = await this.#ports.session.tenant(signal);
      const answer = await this.#entries(tenant, AbortSignal.any([signal, tenant.ended]));
      const noted = { tenant: tenant.label, entries: answer.entries };
      const rows = await this.#rowsOf(noted);
      if (signal.aborted) return;
      this.#noted = noted;
      this.#rows = rows;
      this.#missing = answer.missing;
      this.#failure = undefined;
    } catch (error) {
      if (signal.aborted || isAbort(error)) return;
      this.#failure = Failure.is(error) ? error : unexpected(error);
    }
  }

  /** A tenant without the state loses what is in it, not the cases of this workspace. */
  async #entries(tenant: Awaited<ReturnType<TenantSession['tenant']>>, signal: AbortSignal) {
    try {
      return { entries: await this.#ports.shared.read(tenant, signal) };
    } catch (error) {
      // It has no such tool, or does not let this user near it; anything else may be better the next time.
      if (!Failure.is(error, 'unsupported', 'notFound', 'forbidden')) throw error;
      return { entries: [], missing: error };
    }
  }

  async #rowsOf({ tenant, entries }: Noted): Promise<readonly CaseRow[]> {
    for (;;) {
      const known = this.#known;
      const here = this.#ports.known.all().filter(({ told }) => isTenant(told.tenant, tenant));
      const rows = await caseRows(entries, here, this.#ports);
      if (known === this.#known) return rows;
    }
  }
}

function unexpected(error: unknown): Failure {
  return new Failure('invalid', {
    what: vscode.l10n.t('The cases could not be read'),
    why: (String(error).split('\n', 1)[0] ?? '').slice(0, 200),
    fix: vscode.l10n.t('Try again. If it comes back, report it with the log'),
    cause: error,
  });
}
