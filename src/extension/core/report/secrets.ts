const masked = '‹masked›';

/**
 * Replaces the secrets in a tenant's text with `‹masked›` (K-11): values of password-like settings and headers, credentials in URLs, tokens and
 * private keys of known form. An AWS access key *id* stays: it names the credential that a responder must revoke and opens nothing by itself.
 * Safe to repeat. Every pattern is bounded, so 100 kB of hostile text cost no more than one pass.
 */
export function maskSecrets(text: string): string {
  return text
    .replace(settings, (_whole, name: string) => `${name}${masked}`)
    .replace(flags, (_whole, name: string) => `${name}${masked}`)
    .replace(headers, (_whole, name: string) => `${name}${masked}`)
    .replace(urlCredentials, (_whole, user: string) => `${user}${masked}@`)
    .replace(privateKeys, `${masked} private key`)
    .replace(tokens, masked);
}

/** For JSON.stringify and JSON.parse: masks string leaves by what they hold and by the name that they stand under. */
export function maskLeaf(key: string, value: unknown): unknown {
  if (typeof value !== 'string') return value;
  return secretKey.test(key) && value !== '' ? masked : maskSecrets(value);
}

const secretName = '(?:password|passwd|secret|token|api[_-]?key|private[_-]?key|secret[_-]?access[_-]?key|signature)';
const secretKey = new RegExp(`${secretName}$`, 'i');
const value = String.raw`(?:"[^"]*"|'[^']*'|[^\s"'&;,|]+)`;

// `password=…` and `"password": "…"`, but not `secret:name`, which is how the ARN of a secret reads, nor a switch: `"automountServiceAccountToken": false`.
const settings = new RegExp(String.raw`(${secretName}(?:["']?\s?=\s?|["']\s?:\s?))(?!(?:true|false|null)\b)${value}`, 'gi');
const flags = new RegExp(String.raw`(--[\w-]{0,40}${secretName}\s)(?!-)${value}`, 'gi');
const headers = /((?:authorization|x-api-key|-token)\s?:\s?(?:(?:bearer|basic)\s)?)[^\s"']+/gi;
const urlCredentials = /(:\/\/[^\s/@:]{0,200}:)[^\s/@]{1,200}@/g;
const privateKeys = /-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]{0,40}PRIVATE KEY-----|$)/g;
// In this order: JSON Web Token, GitHub, GitLab, Slack, Google. The look-behind lets a run of letters be tried once, not once a letter.
const tokens =
  /(?<![\w-])eyJ[\w-]{8,2000}\.[\w-]{2,4000}\.[\w-]{0,2000}|\bgh[opsur]_\w{20,255}|\bgithub_pat_\w{20,255}|\bglpat-[\w-]{16,64}|\bxox[abprs]-[\w-]{10,200}|\bAIza[\w-]{35}/g;
