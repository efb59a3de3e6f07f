import type { SecurityEvent } from '../model/threat.ts';
import { remoteAddress } from './addresses.ts';
import { cloudCallOf } from './cloudCall.ts';
import { fieldOf, hasFamily } from './fields.ts';
import { given } from './given.ts';

/** What a code host's audit log says: who did what to which repository, as far as the event tells. */
export type CodeEvent = {
  readonly user?: string;
  /** owner/name, as the event spells them */
  readonly repository?: string;
  /** branch or tag that was pushed to */
  readonly ref?: string;
  /** workflow file that was changed */
  readonly workflow?: string;
  /** image or other package that was published, as its registry names it */
  readonly published?: string;
  readonly address?: string;
  /** code or the way it is built was changed, so that a build may follow */
  readonly changes: boolean;
};

export function codeEventOf(event: SecurityEvent): CodeEvent | undefined {
  if (!hasFamily(event, 'github')) return undefined;
  const user = fieldOf(event, 'github.user', 'github.actor', 'github.sender');
  const named = fieldOf(event, 'github.repo', 'github.repository');
  if (user === undefined && named === undefined) return undefined;
  const ref = fieldOf(event, 'github.ref', 'github.branch');
  const workflow = fieldOf(event, 'github.workflow.filename', 'github.workflow');
  const done = [fieldOf(event, 'github.type'), fieldOf(event, 'github.action')].filter((one) => one !== undefined);
  return {
    ...given('user', user),
    ...given('repository', repositoryOf(named, fieldOf(event, 'github.org', 'github.owner'))),
    ...given('ref', ref),
    ...given('workflow', workflow),
    ...given('published', fieldOf(event, 'github.package')),
    ...given('address', remoteAddress(fieldOf(event, 'github.sourceip', 'github.actor_ip'))),
    changes: ref !== undefined || workflow !== undefined || done.some((one) => /push|merge|workflow|dispatch|release|commit/i.test(one)),
  };
}

/** From a URL, owner/name, or a bare name beside its organisation. */
function repositoryOf(named: string | undefined, owner: string | undefined): string | undefined {
  const parts = named
    ?.replace(/(\.git)?\/?$/i, '')
    .split(/[/:]/)
    .filter((part) => part !== '');
  const name = parts?.at(-1);
  const of = (parts !== undefined && parts.length > 1 ? parts.at(-2) : undefined) ?? owner;
  return name === undefined || of === undefined ? undefined : `${of}/${name}`;
}

/** The repository whose pipeline began a session in the cloud. GitHub's own identity for a workflow: `repo:owner/name:ref:refs/heads/main`. */
export function pipelineRepositoryOf(event: SecurityEvent): string | undefined {
  const call = cloudCallOf(event);
  if (call === undefined || !/^AssumeRoleWithWebIdentity$/.test(call.api)) return undefined;
  return /\brepo:([\w.-]+\/[\w.-]+)/.exec(`${call.user ?? ''} ${call.arn ?? ''}`)?.[1]?.toLowerCase();
}
