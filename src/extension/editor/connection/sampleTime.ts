import type * as vscode from 'vscode';

const key = 'sampleBegin';
const workingDayMs = 8 * 3_600_000;

/**
 * When the incidents of the sample tenant have just happened, in milliseconds since the epoch. The same instant for a working day: a case that was
 * made from it must find its evidence again after a reload (K-10), and threats of yesterday are no demonstration.
 */
export function sampleBegin(memento: vscode.Memento, now: number): number {
  const known = memento.get<unknown>(key);
  if (typeof known === 'number' && known <= now && now - known < workingDayMs) return known;
  void memento.update(key, now);
  return now;
}
