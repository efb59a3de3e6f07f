import * as vscode from 'vscode';
import * as z from 'zod';
import { type IntelSource, sourceNames } from '../core/intel/sources.ts';
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

const sourceSettings: Readonly<Record<IntelSource, string>> = {
  nvd: 'intelligence.nvd',
  kev: 'intelligence.kev',
  ghsa: 'intelligence.ghsa',
  exploitDb: 'intelligence.exploitDb',
  epss: 'intelligence.epss',
  virusTotal: 'intelligence.virusTotal',
  ipinfo: 'intelligence.ipinfo',
  ipApi: 'intelligence.ipApi',
};

/** The public sources that may be asked. What is no clear yes is a no. */
export function enabledSources(): ReadonlySet<IntelSource> {
  const settings = vscode.workspace.getConfiguration('runtimeThreats');
  const names = Object.keys(sourceNames) as IntelSource[];
  return new Set(names.filter((name) => settings.get<unknown>(sourceSettings[name], true) === true));
}
