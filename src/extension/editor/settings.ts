import * as vscode from 'vscode';
import * as z from 'zod';
import { Failure } from '../core/model/failure.ts';

const command = z.tuple([z.string().min(1)], z.string());

/**
 * Program and arguments of the MCP server over stdio. The setting has machine scope, so no workspace can name a program (V-16).
 * @throws Failure where it is not a list of strings that begins with a program
 */
export function stdioCommand(): readonly [string, ...string[]] {
  const parsed = command.safeParse(vscode.workspace.getConfiguration('runtimeThreats').get('stdio.command'));
  if (parsed.success) return parsed.data;
  throw new Failure('invalid', {
    what: vscode.l10n.t('The setting {0} can not be used', 'runtimeThreats.stdio.command'),
    why: vscode.l10n.t('It must be a list of strings: a program, then its arguments'),
    fix: vscode.l10n.t('Correct or reset it in the settings'),
  });
}
