import { readFileSync } from 'node:fs';
import type { HandoffDocument } from '../../../src/extension/core/handoff/handoffDocument.ts';
import { draftTicket, type TicketDraft } from '../../../src/extension/core/handoff/ticket.ts';
import type { Clock } from '../../../src/extension/core/model/ports.ts';
import { renderCase } from '../../../src/extension/core/report/caseFile.ts';
import { storefrontCase } from '../../fixtures/cases/storefront.ts';

const golden = new URL('../../golden/', import.meta.url);

export const goldenNames = ['storefront', 'bare-group', 'sample-web-shell', 'sample-pod-exec', 'sample-poisoned-image'] as const;

export function goldenMarkdown(name: (typeof goldenNames)[number]): string {
  return readFileSync(new URL(`case-${name}.md`, golden), 'utf8');
}

export const eventId = '18bc3a1fd67663c74df811d3543b5a73';

export const caseFile = '/tmp/cases/sysdig-runtime-investigate-18bc3a1f-20260610-0941.md';

/** The case of the storefront, as the editor hands it over. */
export function handoffCase(over: Partial<HandoffDocument> = {}): HandoffDocument {
  return {
    kind: 'case',
    tenant: { name: 'acme', region: 'eu1', sample: false },
    eventId,
    title: 'Cryptominer dropped through storefront web shell',
    severity: 'high',
    tactic: 'execution',
    type: 'workload',
    resource: 'prod-eu-1/shop/storefront',
    firstSentence: 'A shell spawned by Tomcat in shop/storefront fetched and ran a miner.',
    isIncident: false,
    file: caseFile,
    markdown: renderCase(storefrontCase),
    completedAt: '2026-06-10T09:41:04.812Z',
    verified: true,
    ...over,
  };
}

export function draft(over: Partial<HandoffDocument> = {}, projectKey = 'RUNTIME'): TicketDraft {
  return draftTicket(handoffCase(over), { projectKey, redact: [] });
}

/** Fails the test that hangs, before the runner does. */
export function patience(): AbortSignal {
  return AbortSignal.timeout(20_000);
}

export async function failureOf(promise: Promise<unknown>): Promise<Error & { what: string; why: string; fix: string; reason: string }> {
  try {
    await promise;
  } catch (error) {
    return error as Awaited<ReturnType<typeof failureOf>>;
  }
  throw new Error('nothing failed');
}

/** Pauses pass at once and are noted, in milliseconds; time-outs (half a minute and more) pass when the test says so. */
export function hurriedClock(
  start = Date.parse('2026-06-10T10:00:00Z'),
): Clock & { readonly pauses: number[]; expire(): void; pass(ms: number): void } {
  let now = start;
  const pauses: number[] = [];
  const waiting = new Set<() => void>();
  return {
    pauses,
    now: () => now,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        signal?.throwIfAborted();
        if (ms < 30_000) {
          now += ms;
          if (ms > 0) pauses.push(ms);
          return resolve();
        }
        const wake = () => {
          now += ms;
          resolve();
        };
        waiting.add(wake);
        signal?.addEventListener('abort', () => {
          waiting.delete(wake);
          reject(signal.reason);
        });
      }),
    expire: () => {
      for (const wake of waiting) wake();
      waiting.clear();
    },
    pass: (ms) => {
      now += ms;
    },
  };
}
