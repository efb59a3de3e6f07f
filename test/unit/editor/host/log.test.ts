import { expect, it } from 'vitest';
import { createLog } from '../../../../src/extension/editor/log.ts';

it("[V-11] writes at the editor's own level, and what a tenant wrote can not fake a line", () => {
  const lines: string[] = [];
  const level = (name: string) => (line: string) => void lines.push(`${name}|${line}`);
  const log = createLog({ trace: level('trace'), debug: level('debug'), info: level('info'), warn: level('warn'), error: level('error') });
  log.write('warn', 'call failed\n2026-01-01 [error] all is lost', { tool: 'list\nfake', took: 12 });
  expect(lines).toEqual(['warn|call failed 2026-01-01 [error] all is lost {"tool":"list\\nfake","took":12}']);
});
