import { createHash } from 'node:crypto';

/**
 * A short digest of a footer's lines above its Seal, and of the seal of what stands above the footer: neither can be edited unnoticed. Formatters
 * may align the table.
 */
export function footerSeal(lines: readonly string[], seal: readonly string[]): string {
  const normal = lines.map((line) => line.trim().replace(/\s*\|\s*/g, '|')).filter((line) => line !== '' && !/^\|[:|-]+$/.test(line));
  return createHash('sha256')
    .update([...normal, ...seal].join('\n'))
    .digest('hex')
    .slice(0, 8);
}
