import * as vscode from 'vscode';
import { routingKeyIn } from '../../core/tools/integrations.ts';
import type { HandOffPorts } from './handOff.ts';

/** `found` is where the key comes from: the secret storage, or a variable's name. `key` is a secret, `endpoint` where it is sent. */
export type Pager = { readonly key: string; readonly endpoint: string; readonly found: 'stored' | { readonly variable: string } };

/** The stored key, else that of the environment (C-11). */
export async function findPager({ keys, variables }: Pick<HandOffPorts, 'keys' | 'variables'>): Promise<Pager | undefined> {
  const endpoint = endpointOfRegion();
  const stored = await keys.get('pagerDuty');
  if (stored !== undefined) return { key: stored, endpoint, found: 'stored' };
  const [variable, key] = routingKeyIn(variables()) ?? [];
  return variable === undefined || key === undefined ? undefined : { key, endpoint, found: { variable } };
}

/** The setting names a region, never an address. */
function endpointOfRegion(): string {
  const region = vscode.workspace.getConfiguration('runtimeThreats').get<unknown>('pagerDuty.region');
  return region === 'eu' ? 'https://events.eu.pagerduty.com' : 'https://events.pagerduty.com';
}
