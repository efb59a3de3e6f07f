import { createHash } from 'node:crypto';

export function digestOf(raw: string): string {
  return createHash('sha256').update(raw).digest('hex');
}
