import type { Evidence } from '../model/evidence.ts';
import { answered } from './httpEvidence.ts';
import type { Answer, PublicSource, SourceSetup } from './publicSource.ts';

/** One entry of a catalogue and its own text, which is what the evidence keeps; `value` is undefined for what is not listed. */
export type Entry<T> = { readonly raw: string; readonly value: T | undefined };

/** A source that hands out its whole catalogue: fetched once, kept for a day, and each CVE looked up in it. */
export function catalogueOf<T>({ ports, address }: SourceSetup, source: PublicSource, read: (text: string) => (cve: string) => Entry<T>) {
  const load = async (signal: AbortSignal) => {
    const { answer, value } = await source.ask({ url: address }, (got: Answer) => read(got.text), signal);
    return { at: answer.at, find: value };
  };
  return async (cve: string, signal: AbortSignal): Promise<Evidence<T | undefined>> => {
    const { at, find } = await ports.kept.ask(address, load, signal);
    const { raw, value } = find(cve);
    // The fragment is not sent; it tells the evidence of one CVE from that of another.
    return answered(`${address}#${cve}`, at, raw, value);
  };
}
