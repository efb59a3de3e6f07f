import type { Command } from '../../../model/command.ts';
import type { AwsScope } from '../../surfaces/aws.ts';
import { shown } from '../../surfaces/shown.ts';
import type { Draft } from '../draft.ts';
import { attempt } from '../kubectl/objects.ts';
import type { ProposalInput } from '../proposalInput.ts';

/** The region is a formality: IAM has none. */
const nowhere: AwsScope = { region: 'us-east-1' };

/** A command with its line; only the line, without profile and region, where it can not be run from here. Undefined where a name has no right form. */
export function awsRequest(
  { reach: { aws } }: ProposalInput,
  build: (scope: AwsScope) => Command,
): (Pick<Draft, 'line'> & { readonly request?: NonNullable<Draft['request']> }) | undefined {
  const command = attempt(() => build(aws.usable ? aws.scope : nowhere));
  if (command === undefined) return undefined;
  if (aws.usable) return { request: { surface: 'command', command }, line: shown(command) };
  const from = command.argv.indexOf('--region');
  return { line: shown({ program: 'aws', argv: command.argv.slice(0, from) }) };
}
