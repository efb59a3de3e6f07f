import * as vscode from 'vscode';
import { count } from '../../core/model/phrase.ts';
import { plainPhrase } from '../../core/report/plainText.ts';
import { rowText } from '../rowText.ts';
import { dotted } from '../threats/threatNodesText.ts';
import type { Handed } from './handedCase.ts';

/** "Jira · acme.atlassian.net · sample · not verified": where it goes, and what its reader should know first. */
export function previewTitle(product: string, name: string, { of }: Handed): string {
  const sample = of.tenant.sample ? vscode.l10n.t('sample') : undefined;
  const unverified = of.verified === false ? vscode.l10n.t('not verified') : undefined;
  return dotted(product, rowText(name), sample, unverified);
}

/** "31,204" */
export function thousands(value: number): string {
  return plainPhrase([count(value)]);
}
