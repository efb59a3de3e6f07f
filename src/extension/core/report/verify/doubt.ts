import type { FindingCode } from './finding.ts';

/** What is wrong with a unit, before it is known where it stands. */
export type Doubt = { readonly code: FindingCode; readonly severity: 'error' | 'warning' | 'information'; readonly message: string };

export function contradicted(code: 'orderContradicted' | 'countContradicted' | 'samenessContradicted', message: string): Doubt {
  return { code, severity: 'error', message };
}

/** No evidence says otherwise, and none says it. */
export function notProven(message: string): Doubt {
  return { code: 'notProven', severity: 'warning', message };
}
