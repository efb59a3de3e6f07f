import type { SecurityEvent } from '../model/threat.ts';
import { remoteAddress } from './addresses.ts';
import { fieldLike, fieldOf, hasFamily } from './fields.ts';
import { given } from './given.ts';

/** What the identity provider's log says: who did what, as far as the event tells. */
export type IdentityEvent = {
  /** the provider's own name of it, e.g. user.session.start */
  readonly type?: string;
  /** e-mail address or login, as people sign in with */
  readonly actor?: string;
  readonly target?: string;
  readonly address?: string;
  readonly agent?: string;
  readonly failed: boolean;
};

export function identityEventOf(event: SecurityEvent): IdentityEvent | undefined {
  if (!hasFamily(event, 'okta')) return undefined;
  const type = fieldOf(event, 'okta.evt.type', 'okta.eventtype');
  const actor =
    fieldOf(event, 'okta.actor.alternateid', 'okta.actor.login') ??
    fieldLike(event, /^okta\.(actor|principal|user)\b/, /^[^\s@]+@[^\s@]+$/);
  if (type === undefined && actor === undefined) return undefined;
  return {
    ...given('type', type),
    ...given('actor', actor),
    ...given('target', fieldOf(event, 'okta.target.user.alternateid', 'okta.target.alternateid')),
    ...given('address', remoteAddress(fieldLike(event, /^okta\.(actor\.)?client\.ip/, /./))),
    ...given('agent', fieldOf(event, 'okta.useragent.raw', 'okta.client.user_agent.raw', 'okta.client.useragent.raw')),
    failed: /^(FAILURE|DENY)$/i.test(fieldOf(event, 'okta.result', 'okta.outcome.result') ?? ''),
  };
}

/** The beginning of a session: what somebody does elsewhere afterwards follows from it. */
export function isSignIn({ type, failed }: IdentityEvent): boolean {
  return !failed && /session\.start$|^user\.authentication\.(sso|auth)|sign_?in|log_?in/i.test(type ?? '');
}
