import type { Command } from '../../model/command.ts';
import type { ActionRequest } from '../../model/confirmation.ts';
import { Failure } from '../../model/failure.ts';
import type { Scope } from '../../model/threat.ts';
import { plainText } from '../../report/plainText.ts';
import { awsPlace, kubectlPlace, type ToolPlace } from '../places/toolPlaces.ts';
import type { PlaceMatch } from '../surfaces/clusterMatch.ts';
import { type Change, changeOf } from '../undo/change.ts';
import type { Live, Road } from './road.ts';

/** Where a request would go: `place` with everything that makes it this place, `where` for the eye. */
export type Place = { readonly place: string; readonly where: string };

/**
 * Where a request would go, looked up anew. For a command that is the context or account that the list was made for: anything else stops with
 * a Failure, and nothing runs.
 */
export async function placeNow(request: ActionRequest, scope: Scope, road: Road, signal: AbortSignal): Promise<Place> {
  const tenant = tenantWords(road);
  if (request.surface !== 'command') return { place: `tenant ${tenant}`, where: plainText(tenant) };
  return request.command.program === 'kubectl'
    ? kubectlNow(request.command, scope, road, signal)
    : awsNow(request.command, scope, road, signal);
}

async function kubectlNow(command: Command, scope: Scope, road: Road, signal: AbortSignal): Promise<Place> {
  const { machine, kubePlace, live } = road;
  const now = machine && (await kubectlPlace(machine, { ...kubePlace }, scope, signal));
  const { at, match } = usable(now, 'kubectl');
  requireSame('kubectl', live().kubectl, at.fingerprint);
  requireNamed(command, ({ program, scope: named }) => {
    return program === 'kubectl' && named.context === at.context && named.kubeconfig === at.kubeconfig;
  });
  if (match.kind === 'mismatch') throw stopped(match.why);
  return {
    place: `context ${at.context} ${at.fingerprint}`,
    where: whereOf(`context ${at.context}, cluster ${at.cluster}, user ${at.user}`, match, road),
  };
}

async function awsNow(command: Command, scope: Scope, road: Road, signal: AbortSignal): Promise<Place> {
  const { machine, awsScope, live } = road;
  const now = machine && (await awsPlace(machine, awsScope, scope.awsAccount, signal));
  const { at, match } = usable(now, 'aws');
  requireSame('aws', live().aws, at.fingerprint);
  requireNamed(command, ({ program, scope: named }) => program === 'aws' && named.profile === at.scope.profile);
  if (match.kind === 'mismatch') throw stopped(match.why);
  return { place: `account ${at.account} ${at.fingerprint}`, where: whereOf(`account ${at.account} as ${at.principal}`, match, road) };
}

/** C-13: whose threat it is for, beside where a command goes. */
export function tenantWords({ tenant: { name, region, sample } }: Pick<Road, 'tenant'>): string {
  return sample ? 'the sample tenant' : region === undefined ? name : `${name}, ${region}`;
}

function whereOf(at: string, match: PlaceMatch, road: Road): string {
  const doubt = match.kind === 'cannotTell' ? `; can not tell whether the threat is there: ${match.why}` : '';
  return plainText(`${at}, for tenant ${tenantWords(road)}${doubt}`);
}

function usable<At>(place: ToolPlace<At> | undefined, program: string): Extract<ToolPlace<At>, { state: 'found' }> {
  if (place?.state === 'found') return place;
  throw stopped(place?.why ?? `${program} can not be started here`, place?.fix);
}

function requireSame(program: string, before: Live['kubectl'] | Live['aws'], fingerprint: string): void {
  if (before?.state === 'found' && before.at.fingerprint === fingerprint) return;
  throw stopped(`where ${program} points has changed since the list was made`);
}

/** What is shown is where the tool points; the command goes where its own flags say, which another list or window may have written. */
function requireNamed(command: Command, isThere: (change: Change) => boolean): void {
  const change = changeOf(command);
  if (change === undefined || isThere(change)) return;
  throw stopped(`the command names another context or profile than the one that ${command.program} is configured for now`);
}

function stopped(why: string, fix = 'Point the tool at the place of the threat, then probe again'): Failure {
  return new Failure('refused', { what: 'Nothing was run', why: plainText(why), fix: plainText(fix) });
}
