import type { SecurityEvent } from '../model/threat.ts';

/** Whether the agent says that it kept the process from running: an action like `malware_prevented` that succeeded. */
export function wasPrevented({ raw }: SecurityEvent): boolean {
  const actions = isRecord(raw) ? raw['actions'] : undefined;
  if (!Array.isArray(actions)) return false;
  return actions.some((action) => isRecord(action) && /prevent/i.test(String(action['type'])) && action['isSuccessful'] !== false);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
