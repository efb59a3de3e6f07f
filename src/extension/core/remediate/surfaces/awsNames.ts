import { checked } from './word.ts';

const iamCharacters = 'letters, digits and + = , . @ _ -';

function iamName(what: string, name: string, most: number): string {
  return checked(what, name, { pattern: new RegExp(`^[\\w+=,.@-]{1,${most}}$`), form: `at most ${most} ${iamCharacters}` });
}

/** The name of a role, without its path. Throws Failure, as all of these do. */
export function roleName(name: string): string {
  return iamName('the name of a role', name, 64);
}

export function policyName(name: string): string {
  return iamName('the name of a policy', name, 128);
}

export function userName(name: string): string {
  return iamName('the name of a user', name, 64);
}

/** A long-term key's id. Temporary ones (ASIA…) can be neither listed nor turned off. */
export function accessKeyId(id: string): string {
  return checked('the id of an access key', id, { pattern: /^AKIA[A-Z0-9]{12,124}$/, form: 'AKIA, then capital letters and digits' });
}

/** A managed policy: AWS's own or one of the account. */
export function policyArn(arn: string): string {
  const pattern = /^arn:aws[a-z-]{0,16}:iam::(?:aws|\d{12}):policy\/[\w+=,.@/-]{1,512}$/;
  return checked('the ARN of a managed policy', arn, { pattern, form: 'arn:aws:iam::ACCOUNT:policy/NAME' });
}

export function regionName(region: string): string {
  return checked('a region', region, { pattern: /^[a-z]{2}(?:-[a-z]{2,12}){1,3}-\d{1,2}$/, form: 'as eu-west-1' });
}

export function profileName(profile: string): string {
  return checked('a profile', profile, { pattern: /^.{1,128}$/u, form: 'one line of at most 128 characters that does not begin with -' });
}
