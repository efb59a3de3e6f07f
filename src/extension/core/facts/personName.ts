import { awsIdentityOf } from './awsIdentity.ts';

/** Names that many people and programs go by: the same name elsewhere is not the same one. */
const shared =
  /^(root|admin\w*|info|support|service|svc|test\w*|users?|ci|cd|deploy\w*|bot|system|default|no-?reply|ops|dev\w*|jenkins|terraform|kubernetes-admin|minikube-user|masterclient|unknown|anonymous)$/;
/** Session names that an SDK, a service or a pipeline makes up. */
const made =
  /session|sdk|botocore|githubactions|lambda|codebuild|assumeroleuser|awscli|^i-[0-9a-f]+$|^eks-|^ecs-|[0-9a-f]{8}-[0-9a-f]{4}|\d{6,}/;

/**
 * The person behind an actor's name, so that one is known again elsewhere: the local part of an e-mail address, the user of an ARN, the name that
 * a role's session was given, a login. Undefined for machines, and for names that say nothing about who it is.
 */
export function personOf(actor: string): string | undefined {
  const name = actor.toLowerCase();
  const whole = name.startsWith('arn:') ? ofArn(name) : name.startsWith('system:') || name.endsWith('[bot]') ? undefined : name;
  const local = whole?.split('@')[0];
  if (local === undefined || local.length < 3 || shared.test(local)) return undefined;
  return whole?.includes('@') || !made.test(local) ? local : undefined;
}

function ofArn(arn: string): string | undefined {
  const { session, user } = awsIdentityOf(arn);
  return session ?? user;
}
