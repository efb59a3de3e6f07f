import * as vscode from 'vscode';
import type { Exhibit, Source } from '../../core/model/evidence.ts';
import type { ReadTool } from '../../core/tools/readTools.ts';
import { isReadTool } from '../../core/tools/recordedCall.ts';

/** What a source is, in words: "One event", "The process tree of an event". */
export function sourceWords(source: Source): string {
  switch (source.kind) {
    case 'mcp':
      if (source.row !== undefined) return vscode.l10n.t('One event of a list');
      return isReadTool(source.tool) ? toolWords(source.tool) : vscode.l10n.t('A call of an unknown tool');
    case 'http':
      return vscode.l10n.t('A public source');
    case 'command':
      return vscode.l10n.t('A command');
    case 'file':
      return vscode.l10n.t('A line of a file');
  }
}

function toolWords(tool: ReadTool): string {
  switch (tool) {
    case 'list_threats_engine_groups':
      return vscode.l10n.t('The open groups of threats');
    case 'get_threats_engine_group':
      return vscode.l10n.t('A group of threats');
    case 'get_threats_engine_threat':
      return vscode.l10n.t('A threat');
    case 'list_threats_engine_threats_by_group':
      return vscode.l10n.t('The threats of a group');
    case 'list_threats_engine_resources_by_group':
      return vscode.l10n.t('The resources of a group');
    case 'list_runtime_events':
      return vscode.l10n.t('A list of events');
    case 'count_runtime_events':
      return vscode.l10n.t('A number of events');
    case 'discover_runtime_event_field_values':
      return vscode.l10n.t('The values of a field of events');
    case 'get_event_info':
      return vscode.l10n.t('One event');
    case 'get_event_process_tree':
      return vscode.l10n.t('The process tree of an event');
    case 'run_sysql':
      return vscode.l10n.t('A query of the inventory');
    case 'list_vulnerability_findings_by_image':
      return vscode.l10n.t('The vulnerabilities of an image');
    case 'list_runtime_scan_results':
      return vscode.l10n.t('Scans of what runs');
    case 'get_scan_result':
      return vscode.l10n.t('The result of a scan');
    case 'fetch_threat_intelligence_feed':
      return vscode.l10n.t('The threat-intelligence feed');
    case 'get_customer_settings':
      return vscode.l10n.t('The settings of the tenant');
  }
}

/** How much of what there was the answer shows: "200 of 3,112 rows"; undefined where it is whole. */
export function rowsText({ truncated, failure }: Pick<Exhibit, 'truncated' | 'failure'>): string | undefined {
  if (failure !== undefined) return vscode.l10n.t('the call failed');
  if (truncated === undefined) return undefined;
  const { shown, total } = truncated;
  const number = new Intl.NumberFormat('en');
  return total === undefined
    ? vscode.l10n.t('{0} rows, cut', number.format(shown))
    : vscode.l10n.t('{0} of {1} rows', number.format(shown), number.format(total));
}
