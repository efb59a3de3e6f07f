import type { SecurityEvent } from '../model/threat.ts';

export type FileAccess = { readonly path: string; readonly how: 'written' | 'read' | 'opened' | 'deleted' | 'renamed' };

/** What a file event did to which file, from its type, its flags and, where those do not say, the rule's own words. Undefined for other events. */
export function fileAccessOf(event: SecurityEvent): FileAccess | undefined {
  const path = event.fields['fd.name'] ?? event.fields['fs.path.name'];
  const how = path?.startsWith('/') === true ? accessBy(event) : undefined;
  return path === undefined || how === undefined ? undefined : { path, how };
}

function accessBy({ fields, rule = '' }: SecurityEvent): FileAccess['how'] | undefined {
  const type = fields['evt.type'] ?? '';
  // An event without a type is about a file where its rule says so; else its process is all that it tells.
  if (type === '') return accessSaid(rule);
  if (/^(unlink|unlinkat|rmdir)$/.test(type)) return 'deleted';
  if (/^rename/.test(type)) return 'renamed';
  if (/^(write|pwrite|writev|creat|truncate|ftruncate)$/.test(type)) return 'written';
  return /^open(at2?|_by_handle_at)?$/.test(type) ? (accessFlagged(fields) ?? accessSaid(rule) ?? 'opened') : undefined;
}

function accessFlagged(fields: SecurityEvent['fields']): FileAccess['how'] | undefined {
  const flags = fields['evt.arg.flags'] ?? '';
  if (fields['evt.is_open_write'] === 'true' || /O_(WRONLY|RDWR|CREAT|TRUNC)/.test(flags)) return 'written';
  return fields['evt.is_open_read'] === 'true' || /O_RDONLY/.test(flags) ? 'read' : undefined;
}

function accessSaid(rule: string): FileAccess['how'] | undefined {
  if (/\b(wr[io]tes?|written|writing|creat\w+|modif\w+|clear\w*|tamper\w*|schedul\w+|planted|chang\w+)\b/i.test(rule)) return 'written';
  return /\bread\b/i.test(rule) ? 'read' : undefined;
}

/** A file that a web server would run when asked for its page. */
export function isExecutablePage(path: string): boolean {
  return /\.(jspx?|php\d?|phtml|aspx?|ashx|cgi|cfm|war)$/i.test(path);
}
