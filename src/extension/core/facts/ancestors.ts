import type { SecurityEvent } from '../model/threat.ts';

/** Programs through which people log in from elsewhere. */
export const logins = /^(sshd(-session)?|telnetd|in\.telnetd|xrdp|dropbear)$/;

/** Names of the processes above an event's own, nearest first, as far as it tells: Falco's `proc.pname`, then `proc.aname[2]` onwards. */
export function ancestorNames({ fields }: SecurityEvent): readonly string[] {
  const above = Object.entries(fields).flatMap(([field, name]) => {
    const [, height] = /^proc\.aname\[(\d+)\]$/.exec(field) ?? [];
    if (field !== 'proc.pname' && height === undefined) return [];
    return [{ name, height: Number(height ?? 1) }];
  });
  return [...new Set(above.sort((a, b) => a.height - b.height).map(({ name }) => name))];
}

/** Process ids above the parent's, where the event tells them: `proc.apid[2]` onwards. */
export function ancestorPids({ fields }: SecurityEvent): readonly string[] {
  return Object.entries(fields).flatMap(([field, pid]) => (/^proc\.apid\[([2-9]|\d\d)\]$/.test(field) ? [pid] : []));
}
