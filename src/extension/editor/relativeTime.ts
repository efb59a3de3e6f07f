import * as vscode from 'vscode';
import { time } from '../core/model/phrase.ts';
import { plainPhrase } from '../core/report/plainText.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** "29 min", "9 h", "3 d", rounded down; both in milliseconds since the epoch. A tenant's clock may run ahead of ours: "just now", never a negative age. */
export function age(at: number, now: number): string {
  const passed = now - at;
  if (passed < minute) return vscode.l10n.t('just now');
  if (passed < hour) return vscode.l10n.t('{0} min', Math.floor(passed / minute));
  if (passed < 2 * day) return vscode.l10n.t('{0} h', Math.floor(passed / hour));
  return vscode.l10n.t('{0} d', Math.floor(passed / day));
}

/** The UTC time of day, with its date where that is not today's. */
export function clockTime(at: number, now: number): string {
  const iso = new Date(at).toISOString();
  const today = new Date(now).toISOString().slice(0, 10);
  return iso.startsWith(today) ? iso.slice(11, 19) : `${iso.slice(0, 10)} ${iso.slice(11, 19)}`;
}

/** "2026-06-10 09:12:43Z (10 Jun 2026, 11:12:43 local time)": times are told in UTC, the reader's own stand beside them (V-21). */
export function utcAndLocal(at: number): string {
  const local = new Intl.DateTimeFormat(vscode.env.language, { dateStyle: 'medium', timeStyle: 'medium' }).format(at);
  return vscode.l10n.t('{0} ({1} local time)', plainPhrase([time(at)]), local);
}
