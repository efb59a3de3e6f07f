import type { SecurityEvent } from '../../model/threat.ts';

/** Programs through which people log in from elsewhere. */
export const logins = /^(sshd(-session)?|telnetd|in\.telnetd|xrdp|dropbear)$/;

/** Names of the processes above an event's own, as far as it tells: Falco's `proc.pname`, then `proc.aname[2]` onwards. */
export function ancestorNames({ fields }: SecurityEvent): readonly string[] {
  const names = Object.entries(fields).filter(([field]) => field === 'proc.pname' || /^proc\.aname\[\d+\]$/.test(field));
  return [...new Set(names.map(([, name]) => name))];
}
