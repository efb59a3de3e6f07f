import type { SecurityEvent } from '../../model/threat.ts';

export type FileAccess = { readonly path: string; readonly how: 'written' | 'read' | 'opened' | 'deleted' | 'renamed' };

/** What a file event did to which file, from its type, its flags and, where those do not say, the rule's own words. Undefined for other events. */
export function fileAccessOf(event: SecurityEvent): FileAccess | undefined {
  const { fields, rule = '' } = event;
  const type = fields['evt.type'] ?? '';
  const path = fields['fd.name'] ?? fields['fs.path.name'];
  if (path === undefined || !path.startsWith('/')) return undefined;
  if (/^(unlink|unlinkat|rmdir)$/.test(type)) return { path, how: 'deleted' };
  if (/^rename/.test(type)) return { path, how: 'renamed' };
  if (/^(write|pwrite|writev|creat|truncate|ftruncate)$/.test(type)) return { path, how: 'written' };
  if (!/^open(at2?|_by_handle_at)?$/.test(type)) return undefined;
  const flags = fields['evt.arg.flags'] ?? '';
  if (fields['evt.is_open_write'] === 'true' || /O_(WRONLY|RDWR|CREAT|TRUNC)/.test(flags)) return { path, how: 'written' };
  if (fields['evt.is_open_read'] === 'true' || /O_RDONLY/.test(flags)) return { path, how: 'read' };
  if (/\b(wr[io]tes?|written|writing|creat\w+|modif\w+|clear\w*|tamper\w*|schedul\w+|planted|chang\w+)\b/i.test(rule))
    return { path, how: 'written' };
  return { path, how: /\bread\b/i.test(rule) ? 'read' : 'opened' };
}

/** A file that a web server would run when asked for its page. */
export function isExecutablePage(path: string): boolean {
  return /\.(jspx?|php\d?|phtml|aspx?|ashx|cgi|cfm|war)$/i.test(path);
}
