import * as vscode from 'vscode';
import type { TenantLabel } from '../../core/model/case.ts';
import { Failure } from '../../core/model/failure.ts';
import { plainText } from '../../core/report/plainText.ts';
import type { ReadTools } from '../../core/tools/readTools.ts';
import type { TenantSession } from '../connection/tenantSession.ts';

/**
 * The tools of the tenant that a case is of; another one would answer other things to the same questions. Connects if need be, so only what the
 * user asked for may come here. Throws Failure that says which tenant it is and how to get to it.
 */
export async function toolsOfCase(of: TenantLabel, session: Pick<TenantSession, 'tenant'>, signal: AbortSignal): Promise<ReadTools> {
  const connected = await session.tenant(signal).catch((error: unknown) => {
    throw Failure.is(error) ? notAsked(of, error.why, error) : error;
  });
  if (isTenant(of, connected.label)) return connected.tools;
  throw notAsked(of, vscode.l10n.t('connected is {0}', tenantName(connected.label)));
}

export function isTenant(one: TenantLabel, other: TenantLabel): boolean {
  return one.name === other.name && one.region === other.region && one.sample === other.sample;
}

/** "sample tenant", "acme (eu1)": a name out of a file, as one line of plain text */
function tenantName({ name, region, sample }: TenantLabel): string {
  if (sample) return vscode.l10n.t('the sample tenant');
  return region === undefined ? plainText(name) : `${plainText(name)} (${plainText(region)})`;
}

function notAsked(of: TenantLabel, why: string, cause?: unknown): Failure {
  return new Failure('refused', {
    what: vscode.l10n.t('The sources of this case were not asked'),
    why: vscode.l10n.t('It is a case of {0}; {1}', tenantName(of), why),
    fix: of.sample
      ? vscode.l10n.t('Run "Threats: Use Sample Tenant", then try again')
      : vscode.l10n.t('Run "Threats: Connect…" and choose {0}, then try again', tenantName(of)),
    ...(cause !== undefined && { cause }),
  });
}
