import * as vscode from 'vscode';
import { type EvidenceId, type Exhibit, sourceKey } from '../../core/model/evidence.ts';
import type { SourceRow } from '../../core/report/caseFooter.ts';
import { type ReadAgain, readAllAgain } from '../../core/tools/readAgain.ts';
import type { KnownCases } from '../cases/knownCases.ts';
import type { TenantSession } from '../connection/tenantSession.ts';
import type { CaseOutline } from './caseOutline.ts';
import { isTenant, toolsOfCase } from './caseTenant.ts';

/** What this window knows of a source: the answer that the case rests on, and what came of asking again. */
export type KnownAnswer = { readonly then?: string; readonly again?: ReadAgain };

export type CaseAnswers = {
  /** Contacts nothing. */
  known(file: string, row: SourceRow): KnownAnswer;
  /**
   * The answers that a case was written from: this window's own, then those that are the same when asked again. One that changed since says
   * nothing about what the case says of then.
   */
  atHand(file: string, outline: CaseOutline): ReadonlyMap<EvidenceId, string>;
  /**
   * Asks sources of a case again and tells each outcome as it comes; connects if need be. Throws Failure where the tenant is not the case's;
   * rejects with AbortError when the signal fires.
   */
  ask(outline: CaseOutline, rows: readonly SourceRow[], signal: AbortSignal, tell?: () => void): Promise<void>;
  /** Whether the tenant of a case is connected already, so that asking it opens no connection. */
  isConnected(outline: CaseOutline): boolean;
  /** more is known than before */
  readonly onDidChange: vscode.Event<void>;
  dispose(): void;
};

export type AnswerPorts = {
  readonly session: Pick<TenantSession, 'state' | 'tenant'>;
  readonly known: Pick<KnownCases, 'exhibits' | 'onDidChange'>;
};

export function createCaseAnswers(ports: AnswerPorts): CaseAnswers {
  return new WindowAnswers(ports);
}

class WindowAnswers implements CaseAnswers {
  readonly #ports: AnswerPorts;
  readonly #again = new Map<string, ReadAgain>();
  readonly #atHand = new Map<string, ReadonlyMap<EvidenceId, string>>();
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #listening: vscode.Disposable;
  readonly onDidChange = this.#changed.event;

  constructor(ports: AnswerPorts) {
    this.#ports = ports;
    this.#listening = ports.known.onDidChange(() => this.#changed.fire());
  }

  known(file: string, row: SourceRow): KnownAnswer {
    const again = this.#again.get(keyOf(row));
    const then = ownAnswer(this.#ports.known.exhibits(file) ?? [], row) ?? (again?.status === 'same' ? again.raw : undefined);
    return { ...(then !== undefined && { then }), ...(again !== undefined && { again }) };
  }

  atHand(file: string, outline: CaseOutline): ReadonlyMap<EvidenceId, string> {
    const answers = [...outline.sources.values()].flatMap((row) => {
      const { then } = this.known(file, row);
      return then === undefined ? [] : [[row.id, then] as const];
    });
    return this.#steady(file, new Map(answers));
  }

  async ask({ footer }: CaseOutline, rows: readonly SourceRow[], signal: AbortSignal, tell?: () => void): Promise<void> {
    if (footer === undefined) return;
    const tools = await toolsOfCase(footer.tenant, this.#ports.session, signal);
    try {
      await readAllAgain(rows, tools, signal, (row, outcome) => {
        this.#again.set(keyOf(row), outcome);
        tell?.();
      });
    } finally {
      this.#changed.fire();
    }
  }

  isConnected({ footer }: CaseOutline): boolean {
    const { state } = this.#ports.session;
    return footer !== undefined && state.kind === 'connected' && isTenant(footer.tenant, state.tenant);
  }

  /** The map of before as long as nothing in it changed: the verifier need not read a megabyte of answers again after each edit. */
  #steady(file: string, answers: ReadonlyMap<EvidenceId, string>): ReadonlyMap<EvidenceId, string> {
    const before = this.#atHand.get(file);
    if (before?.size === answers.size && [...answers].every(([id, raw]) => before.get(id) === raw)) return before;
    this.#atHand.set(file, answers);
    return answers;
  }

  dispose(): void {
    this.#listening.dispose();
    this.#changed.dispose();
  }
}

const byId = new WeakMap<readonly Exhibit[], ReadonlyMap<EvidenceId, Exhibit>>();

/** Where the row was edited, the window's own answer is not the one that it names any more. Asked for each row at every letter. */
function ownAnswer(exhibits: readonly Exhibit[], row: SourceRow): string | undefined {
  const own = byId.get(exhibits) ?? new Map(exhibits.map((one) => [one.id, one]));
  byId.set(exhibits, own);
  const exhibit = own.get(row.id);
  return exhibit?.digest === row.digest ? exhibit.raw : undefined;
}

const keys = new WeakMap<SourceRow, string>();

/** What was asked and what was answered then: the same row in two files is one, and an edited one another. */
function keyOf(row: SourceRow): string {
  const key = keys.get(row) ?? `${row.digest} ${row.at} ${sourceKey(row.source)}`;
  keys.set(row, key);
  return key;
}
