import { createHash } from 'node:crypto';
import type { Attachment } from './ticket.ts';

/** One file as multipart/form-data under the name `file`. The boundary is made from the content, so it can not stand in it by chance. */
export function multipart({ name, text }: Attachment): { headers: Readonly<Record<string, string>>; body: Uint8Array<ArrayBuffer> } {
  const boundary = `case-${createHash('sha256').update(text).digest('hex')}`;
  const body = [
    `--${boundary}`,
    `Content-Disposition: form-data; name="file"; filename="${name.replace(/[^\w.-]/g, '_')}"`,
    'Content-Type: text/markdown; charset=utf-8',
    '',
    text,
    `--${boundary}--`,
    '',
  ].join('\r\n');
  return { headers: { 'content-type': `multipart/form-data; boundary=${boundary}` }, body: new TextEncoder().encode(body) };
}
