/** What a tool may do: only `read` is ever repeated, by itself or after a lost session. */
export type Access = 'read' | 'state' | 'act';

/** Every tool of the server that the product knows. Those that change something are listed so that nothing repeats them. */
const accessByTool = {
  list_runtime_events: 'read',
  count_runtime_events: 'read',
  discover_runtime_event_field_values: 'read',
  get_event_info: 'read',
  get_event_process_tree: 'read',
  list_threats_engine_groups: 'read',
  get_threats_engine_group: 'read',
  get_threats_engine_threat: 'read',
  list_threats_engine_threats_by_group: 'read',
  list_threats_engine_resources_by_group: 'read',
  run_sysql: 'read',
  generate_sysql: 'read',
  list_vulnerability_findings_by_image: 'read',
  list_runtime_scan_results: 'read',
  get_scan_result: 'read',
  fetch_threat_intelligence_feed: 'read',
  get_customer_settings: 'read',
  list_response_actions: 'read',
  get_response_action_status: 'read',
  list_response_action_executions: 'read',
  get_capture_storage: 'read',
  get_skill_state: 'state',
  save_skill_state: 'state',
  delete_skill_state: 'state',
  submit_response_action: 'act',
  undo_response_action: 'act',
} as const satisfies Record<string, Access>;

const access: ReadonlyMap<string, Access> = new Map(Object.entries(accessByTool));

/** A tool that is not in the table counts as acting: it is called once, whatever happens. */
export function accessOf(tool: string): Access {
  return access.get(tool) ?? 'act';
}

export function isKnownTool(tool: string): boolean {
  return access.has(tool);
}

/** The permission that a tool needs (contract §2.5); absent where none is public. */
export function permissionOf(tool: string): string | undefined {
  return permissions.find(([tools]) => tools.test(tool))?.[1];
}

const permissions: readonly (readonly [RegExp, string])[] = [
  [
    /^(list_runtime_events|get_event_info|get_event_process_tree|count_runtime_events|discover_runtime_event_field_values)$/,
    'policy-events.read',
  ],
  [/^run_sysql$/, 'sage.exec and risks.read'],
  [/^generate_sysql$/, 'sage.exec'],
  [/^(submit|undo)_response_action$/, 'containment-response-actions.exec'],
  [/response_action/, 'containment-response-actions.read'],
];
