import { createHash } from 'node:crypto';
import pLimit from 'p-limit';
import type { CallRecord } from '../model/case.ts';
import { type Cites, canonical, citing, type Evidence, sourceKey } from '../model/evidence.ts';
import { Failure, isAbort } from '../model/failure.ts';
import type { Clock, Log } from '../model/ports.ts';
import type { EventPage, SecurityEvent } from '../model/threat.ts';
import { eventRow } from '../tools/eventRow.ts';
import type { ReadCalls, ReadTool, ReadTools } from '../tools/readTools.ts';

/** One event with the evidence that shows it: the row of a page, or its own record. */
export type Sighting = Evidence<SecurityEvent>;

type LedgerPorts = { readonly tools: ReadTools; readonly clock: Clock; readonly log: Log; readonly signal: AbortSignal };

type Answer<K extends ReadTool> = Evidence<ReadCalls[K]['result']>;
type Call<K extends ReadTool = ReadTool> = { readonly key: string; readonly tool: K; readonly args: ReadCalls[K]['args'] };

/** Eight calls at once: enough to hide latency, few enough for the tenant's rate limit. */
const concurrency = 8;

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

  offers(tool: ReadTool): boolean {
    return this.#ports.tools.offers(tool);
  }

  /** One event of a page as evidence of its own, so that a sentence can cite the row and not two hundred of them. */
  row(page: Evidence<EventPage>, event: SecurityEvent): Sighting {
    const row = eventRow(page, event);
    this.#known.set(row.id, row);
    return row;
  }

  /** The failed call behind a Failure, to be cited by what could not be looked at. */
  failedCall(error: Failure): Cites | undefined {
    return this.#failures.get(error);
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

  async #make<K extends ReadTool>(call: Call<K>): Promise<Answer<K>> {
    const { tools, clock, signal } = this.#ports;
    signal.throwIfAborted();
    const started = clock.now();
    try {
      const answer = await tools.read(call.tool, call.args, signal);
      this.#record(call, started, { outcome: 'done' });
      this.#known.set(answer.id, answer);
      return answer;
    } catch (error) {
      if (error instanceof Failure) this.#refuse(call, started, error);
      else this.#record(call, started, { outcome: isAbort(error) || signal.aborted ? 'cancelled' : 'failed' });
      throw error;
    }
  }

  #refuse(call: Call, started: number, error: Failure): void {
    this.#record(call, started, { outcome: 'failed', error: error.why });
    const refused = failedEvidence(call, error.why, this.#ports.clock.now());
    this.#known.set(refused.id, refused);
    this.#failures.set(error, citing(refused));
  }

  #record({ key, tool, args }: Call, started: number, result: Pick<CallRecord, 'outcome' | 'error'>): void {
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
