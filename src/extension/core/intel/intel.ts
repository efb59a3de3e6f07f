import type { Evidence } from '../model/evidence.ts';
import type { Failure } from '../model/failure.ts';
import type { Clock, Fetch, Log } from '../model/ports.ts';
import { createEpss, type EpssNote } from './epss.ts';
import { createExploitDb, type ExploitDbNote } from './exploitDb.ts';
import { createGhsa, type GhsaNote } from './ghsa.ts';
import { checkedCve, checkedSha256 } from './identifiers.ts';
import { createIpApi } from './ipApi.ts';
import { type AddressPlace, createIpinfo } from './ipinfo.ts';
import { KeptAnswers } from './keptAnswers.ts';
import { createKev, type KevNote } from './kev.ts';
import { createNvd, type NvdNote } from './nvd.ts';
import { firstPlace } from './place.ts';
import type { SourcePorts, SourceSetup } from './publicSource.ts';
import { sourceFailure } from './sourceFailure.ts';
import { type IntelSource, sourceAddresses, sourceNames } from './sources.ts';
import { createVirusTotal, type FileReputation } from './virusTotal.ts';

type Question<T> = (text: string, signal: AbortSignal) => Promise<Evidence<T | undefined>>;

/**
 * The public sources. `value: undefined` is an answer: the source does not know the thing. Each question throws Failure (`refused`: switched
 * off, no key, or nothing that may leave; `invalid`: not the identifier that it should be) or the signal's reason, and sends nothing then.
 */
export type Intel = {
  /** why a source is not asked; undefined if it is */
  off(source: IntelSource): string | undefined;
  readonly nvd: Question<NvdNote>;
  readonly kev: Question<KevNote>;
  readonly ghsa: Question<GhsaNote>;
  readonly exploitDb: Question<ExploitDbNote>;
  readonly epss: Question<EpssNote>;
  /** VirusTotal on a SHA-256 */
  readonly file: Question<FileReputation>;
  /** ipinfo.io on a public address; ip-api.com where that is off or fails */
  readonly place: Question<AddressPlace>;
  /** the calls behind a Failure, to be cited by what could not be looked up; none where nothing was to be sent */
  failedCalls(failure: Failure): readonly Evidence[];
};

/** `addresses` point a source elsewhere; keys are secrets. */
export type IntelOptions = {
  readonly fetch: Fetch;
  readonly clock: Clock;
  readonly log: Log;
  readonly enabled: ReadonlySet<IntelSource>;
  readonly keys: { readonly virusTotal?: string; readonly nvd?: string; readonly github?: string; readonly ipinfo?: string };
  readonly addresses?: Partial<Readonly<Record<IntelSource, string>>>;
};

export function createIntel({ fetch, clock, log, enabled, keys, addresses }: IntelOptions): Intel {
  const ports: SourcePorts = { fetch, clock, log, kept: new KeptAnswers(clock), failed: new WeakMap() };
  const setup = (source: IntelSource, key?: string): SourceSetup => ({
    ports,
    address: addresses?.[source] ?? sourceAddresses[source],
    key: key?.trim() || undefined,
  });
  const virusTotal = setup('virusTotal', keys.virusTotal);
  const off = (source: IntelSource) => {
    if (!enabled.has(source)) return 'switched off in settings';
    return source === 'virusTotal' && virusTotal.key === undefined ? 'no API key' : undefined;
  };
  const ifOn =
    <T>(source: IntelSource, ask: Question<T>): Question<T> =>
    async (text, signal) => {
      const why = off(source);
      if (why !== undefined) throw sourceFailure(sourceNames[source], 'refused', why);
      return ask(text, signal);
    };
  const ipinfo = ifOn('ipinfo', createIpinfo(setup('ipinfo', keys.ipinfo)));
  const ipApi = ifOn('ipApi', createIpApi(setup('ipApi')));
  return {
    off,
    nvd: ifOn('nvd', checked(checkedCve, createNvd(setup('nvd', keys.nvd)))),
    kev: ifOn('kev', checked(checkedCve, createKev(setup('kev')))),
    ghsa: ifOn('ghsa', checked(checkedCve, createGhsa(setup('ghsa', keys.github)))),
    exploitDb: ifOn('exploitDb', checked(checkedCve, createExploitDb(setup('exploitDb')))),
    epss: ifOn('epss', checked(checkedCve, createEpss(setup('epss')))),
    file: ifOn('virusTotal', checked(checkedSha256, createVirusTotal(virusTotal))),
    place: firstPlace(ipinfo, ipApi, ports.failed),
    failedCalls: (failure) => ports.failed.get(failure) ?? [],
  };
}

function checked<T>(check: (text: string) => string, ask: Question<T>): Question<T> {
  return async (text, signal) => ask(check(text), signal);
}
