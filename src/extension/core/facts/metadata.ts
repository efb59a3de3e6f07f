import type { SecurityEvent } from '../model/threat.ts';
import { contactsMetadata } from './addresses.ts';

/** The role whose credentials a command asks the metadata service for. */
export function askedRole(event: SecurityEvent): string | undefined {
  return asked(event, /security-credentials\/([\w+=,.@-]+)/);
}

/** The service account whose token a command asks Google's metadata server for, by its e-mail address; `default` names none. */
export function askedServiceAccount(event: SecurityEvent): string | undefined {
  return asked(event, /service-accounts\/([\w.-]+(?:@|%40)[\w.-]+)/)
    ?.replace(/%40/, '@')
    .toLowerCase();
}

/** A command that asks for credentials, whosever they are: agents ask the metadata service about their machine all day. */
export function asksForToken(event: SecurityEvent): boolean {
  return asked(event, /(service-accounts\/[^\s]*token|identity\/oauth2\/token|security-credentials)/) !== undefined;
}

function asked(event: SecurityEvent, pattern: RegExp): string | undefined {
  if (!contactsMetadata(event)) return undefined;
  const lines = [event.fields['proc.cmdline'], event.fields['proc.pcmdline']];
  return lines.map((line) => pattern.exec(line ?? '')?.[1]).find((one) => one !== undefined);
}
