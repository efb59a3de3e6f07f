import { createHash } from 'node:crypto';
import pLimit from 'p-limit';
import type { Intel } from '../intel/intel.ts';
import type { CallRecord } from '../model/case.ts';
import { type Cites, canonical, citing, type Evidence, sourceKey } from '../model/evidence.ts';
import { Failure, isAbort } from '../model/failure.ts';
import type { Clock, Log } from '../model/ports.ts';
import type { EventPage, SecurityEvent } from '../model/threat.ts';
import { eventRow } from '../tools/eventRow.ts';
import type { ReadCalls, ReadTool, ReadTools } from '../tools/readTools.ts';

/** One event with the evidence that shows it: the row of a page, or its own record. */
export type Sighting = Evidence<SecurityEvent>;

type LedgerPorts = {
  readonly tools: ReadTools;
  /** absent where the host offers no public sources */
  readonly intel?: Intel;
  readonly clock: Clock;
  readonly log: Log;
  readonly signal: AbortSignal;
};

type Answer<K extends ReadTool> = Evidence<ReadCalls[K]['result']>;
type Call<K extends ReadTool = ReadTool> = { readonly key: string; readonly tool: K; readonly args: ReadCalls[K]['args'] };
type Asked = { readonly key: string; readonly tool: string; readonly args: Readonly<Record<string, unknown>> };

/** The questions that public sources answer, and what they are about. */
const subjects = { nvd: 'cve', kev: 'cve', ghsa: 'cve', exploitDb: 'cve', epss: 'cve', file: 'sha256', place: 'address' } as const;
export type Question = keyof typeof subjects;
type Looked<Q extends Question> = Awaited<ReturnType<Intel[Q]>>;

/** Calls at once: the first round asks some thirty, which twelve at a time answer in three trips; few enough for the tenant's rate limit. */
const concurrency = 12;

/** Everything that one investigation asked, was answered, and was refused. */
export class Ledger {
  readonly #ports: LedgerPorts;
  readonly #began: number;
  readonly #limit = pLimit(concurrency);
  readonly #asked = new Map<string, Promise<Evidence>>();
  readonly #known = new Map<string, Evidence>();
  readonly #calls = new Map<string, CallRecord>();
  readonly #failures = new WeakMap<Failure, Cites>();

  constructor(ports: LedgerPorts) {
    this.#ports = ports;
    this.#began = ports.clock.now();
  }

  /** The same call is made once: whoever asks again shares its promise. Throws Failure or AbortError as ReadTools does. */
  read<K extends ReadTool>(tool: K, args: ReadCalls[K]['args']): Promise<Answer<K>> {
    const key = `${tool}(${canonical(args)})`;
    const shared = this.#asked.get(key) ?? this.#limit(() => this.#make({ key, tool, args }));
    this.#asked.set(key, shared);
    return shared as Promise<Answer<K>>;
  }

  /** A question to a public source, recorded and shared as a call is. Throws Failure, or the signal's reason. */
  look<Q extends Question>(question: Q, about: string): Promise<Looked<Q>> {
    const args = { [subjects[question]]: about };
    const key = `${question}(${canonical(args)})`;
    const shared = this.#asked.get(key) ?? this.#lookUp({ key, tool: question, args }, question, about);
    this.#asked.set(key, shared);
    return shared as Promise<Looked<Q>>;
  }

  offers(tool: ReadTool): boolean {
    return this.#ports.tools.offers(tool);
  }

  /** One event of a page as evidence of its own, so that a sentence can cite the row and not two hundred of them. */
  row(page: Evidence<EventPage>, event: SecurityEvent): Sighting {
    const row = eventRow(page, event);
    this.#known.set(row.id, row);
    return row;
  }

  /** Evidence that was there before the investigation: a file of ours that it goes on from. */
  keep(evidence: Evidence): void {
    this.#known.set(evidence.id, evidence);
  }

  /** The failed call behind a Failure, or behind its cause, to be cited by what could not be looked at. */
  failedCall(error: Failure): Cites | undefined {
    return this.#failures.get(error) ?? (error.cause instanceof Failure ? this.failedCall(error.cause) : undefined);
  }

  /** Every call and row known, by id. */
  evidence(): ReadonlyMap<string, Evidence> {
    return this.#known;
  }

  /** The calls alone, sorted: arrival order can not show. */
  callIds(): readonly Evidence['id'][] {
    const calls = [...this.#known.values()].filter(({ source }) => source.kind !== 'mcp' || source.row === undefined);
    return calls.map((call) => call.id).sort();
  }

  /** By the time of their start; calls of the same instant by name and arguments. */
  calls(): readonly CallRecord[] {
    const entries = [...this.#calls].sort(([a, x], [b, y]) => x.startedAfter - y.startedAfter || (a < b ? -1 : 1));
    return entries.map(([, record]) => record);
  }

  #make<K extends ReadTool>(call: Call<K>): Promise<Answer<K>> {
    const { tools, clock, signal } = this.#ports;
    const failed = (error: Failure) => [failedEvidence(call, error.why, clock.now())];
    return this.#ask(call, () => tools.read(call.tool, call.args, signal), failed);
  }

  #lookUp(call: Asked, question: Question, about: string): Promise<Evidence> {
    const { intel, signal } = this.#ports;
    if (intel === undefined) throw new Error('a public source was asked where none is offered');
    const make = (): Promise<Evidence> => intel[question](about, signal);
    return this.#ask(call, make, (error) => intel.failedCalls(error));
  }

  async #ask<T extends Evidence>(call: Asked, make: () => Promise<T>, failedCalls: (error: Failure) => readonly Evidence[]): Promise<T> {
    const { clock, signal } = this.#ports;
    signal.throwIfAborted();
    const started = clock.now();
    try {
      const answer = await make();
      this.#record(call, started, { outcome: 'done' });
      this.#known.set(answer.id, answer);
      return answer;
    } catch (error) {
      if (error instanceof Failure) this.#refuse(call, started, error, failedCalls(error));
      else this.#record(call, started, { outcome: isAbort(error) || signal.aborted ? 'cancelled' : 'failed' });
      throw error;
    }
  }

  #refuse(call: Asked, started: number, error: Failure, calls: readonly Evidence[]): void {
    this.#record(call, started, { outcome: 'failed', error: error.why });
    for (const refused of calls) this.#known.set(refused.id, refused);
    const [first, ...rest] = calls;
    if (first !== undefined) this.#failures.set(error, citing(first, ...rest));
  }

  #record({ key, tool, args }: Asked, started: number, result: Pick<CallRecord, 'outcome' | 'error'>): void {
    const took = this.#ports.clock.now() - started;
    this.#calls.set(key, { tool, args, startedAfter: started - this.#began, took, ...result });
    this.#ports.log.write(result.outcome === 'failed' ? 'warn' : 'debug', `${tool} ${result.outcome}`, { took, error: result.error });
  }
}

/** A failed call has no answer: its raw text is empty, and `failure` tells why. */
function failedEvidence({ tool, args }: Call, why: string, at: number): Evidence {
  const source = { kind: 'mcp', tool, args } as const;
  const digest = createHash('sha256').update('').digest('hex');
  return { id: sourceKey(source), source, at: new Date(at).toISOString(), digest, value: undefined, raw: '', failure: why };
}
