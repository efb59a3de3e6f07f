import { checked, isShowable, refuse } from './word.ts';

const label63 = '[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?';
const subdomain = {
  pattern: new RegExp(`^(?=.{1,253}$)${label63}(?:\\.${label63})*$`),
  form: 'at most 253 lower-case letters, digits, - and .',
};
// Names of roles may hold colons (system:node); they are path segments, as all names are.
const rbacName = { pattern: /^[A-Za-z0-9][\w:.@-]{0,252}$/, form: 'letters, digits and : . _ - @' };
const label = { pattern: new RegExp(`^${label63}$`), form: 'a DNS label' };
const qualified = {
  pattern: new RegExp(`^(?:(?=[^/]{1,253}/)${label63}(?:\\.${label63})*/)?[A-Za-z0-9](?:[-\\w.]{0,61}[A-Za-z0-9])?$`),
  form: 'an optional DNS prefix, a slash, letters, digits, - _ and .',
};
const labelText = { pattern: /^(?:[A-Za-z0-9](?:[-\w.]{0,61}[A-Za-z0-9])?)?$/, form: 'letters, digits, - _ and .' };

/** The name of an object (RFC 1123 subdomain, RBAC's with colons). Throws Failure. */
export function objectName(name: string, { rbac = false } = {}): string {
  return checked('the name of an object', name, rbac ? rbacName : subdomain);
}

export function namespaceName(name: string): string {
  return checked('a namespace', name, label);
}

export function containerName(name: string): string {
  return checked('the name of a container', name, label);
}

/** The key of a label or an annotation. */
export function markKey(key: string): string {
  return checked('the key of a label', key, qualified);
}

export function labelValue(value: string): string {
  return checked('the value of a label', value, labelText);
}

/** Any one line of text: it stands behind its key, so it can begin with anything. */
export function annotationValue(value: string): string {
  if (value.length > 4096 || !isShowable(value)) refuse('the value of an annotation', value, 'one line of at most 4096 characters');
  return value;
}

/** Labels as a selector, `a=b,c=d`. Sets (`in`, `notin`) are not needed: what a Service or a policy selects by is told apart here. */
export function labelSelector(labels: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(labels).map(([key, value]) => `${markKey(key)}=${labelValue(value)}`);
  if (pairs.length === 0) refuse('a selector', '', 'at least one label');
  return pairs.join(',');
}

/** As Kubernetes counts them: objects' versions are opaque, but always digits. */
export function resourceVersion(version: string): string {
  return checked('a resource version', version, { pattern: /^\d{1,20}$/, form: 'digits' });
}

/** A whole number from 0 on. Throws Failure. */
export function wholeNumber(name: string, value: number, most: number): string {
  if (!Number.isInteger(value) || value < 0 || value > most) refuse(name, String(value), `a whole number from 0 to ${most}`);
  return String(value);
}
