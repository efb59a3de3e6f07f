/**
 * The public-beta notice (C-08), Markdown, to be shown once a machine before any other work. The wording is the skill's, with "plugin" as
 * "extension"; the link must stay a link.
 */
export const betaNotice =
  'This extension is a Public Beta release. It is provided “as is” and “as available,” without warranties of any kind. ' +
  'By installing this extension, you agree to the [Public Beta Terms](https://github.com/sysdig/skills#public-beta-terms).';

/** The trust preamble of an investigation (C-09), one line each: it informs and asks nothing. */
export function investigationPreamble(tenant: string): readonly string[] {
  return [
    `Reads from ${tenant}: threats, runtime events, process trees, inventory, vulnerabilities and settings, through the tenant's MCP server.`,
    'Asks the public sources that the settings allow about CVE ids, file hashes and public addresses that it meets; from the sample tenant nothing leaves.',
    'Will: follow the evidence, cite it in every sentence, write one case file, and note the case in the shared state of the tenant.',
    'Will not: change, stop or delete anything in the tenant, run commands on your machine, or send the case anywhere.',
    `Uses only the reading tools ${readingTools.join(', ')}, and get_skill_state and save_skill_state for the note.`,
  ];
}

const readingTools = [
  'list_threats_engine_groups',
  'get_threats_engine_group',
  'get_threats_engine_threat',
  'list_threats_engine_threats_by_group',
  'list_threats_engine_resources_by_group',
  'list_runtime_events',
  'count_runtime_events',
  'discover_runtime_event_field_values',
  'get_event_info',
  'get_event_process_tree',
  'run_sysql',
  'list_vulnerability_findings_by_image',
  'list_runtime_scan_results',
  'get_scan_result',
  'fetch_threat_intelligence_feed',
  'get_customer_settings',
] as const;

/** The trust preamble of a remediation (C-09), one line each: it informs and asks nothing. */
export function remediationPreamble(tenant: string): readonly string[] {
  return [
    `Reads from ${tenant} the threat's events, its process tree, inventory, the catalogue of response actions and what was done before.`,
    'Looks where kubectl and aws point; reads with them only once you allowed it, for this window, and only at the place of the threat.',
    'Will: propose actions with what each breaks and how it is taken back, and run those that you confirm, one dialog each.',
    'Will not: run anything without its own yes, act outside the threat\u2019s scope, read a Kubernetes Secret, or keep a permission beyond this window.',
    `Uses ${respondingTools.join(', ')}; of these only submit_response_action and undo_response_action change anything.`,
  ];
}

const respondingTools = [
  'get_event_info',
  'get_event_process_tree',
  'list_runtime_events',
  'run_sysql',
  'list_response_actions',
  'list_response_action_executions',
  'get_capture_storage',
  'get_response_action_status',
  'submit_response_action',
  'undo_response_action',
] as const;
