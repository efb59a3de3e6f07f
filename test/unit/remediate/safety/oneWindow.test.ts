import { played } from './rehearsed.ts';
import fc from 'fast-check';
import { describe, it } from 'vitest';
import { scripts } from './script.ts';
import { violationsOf } from './violations.ts';
import { deedsIn } from './rules/yeses.ts';
describe('one', () => {
  it('stats', async () => {
    const n = Number(process.env['N'] ?? 200);
    const w = Number(process.env['W'] ?? 1) as 1 | 2;
    const all = fc.sample(scripts(w), { numRuns: n, seed: Number(process.env['SEED'] ?? 1) });
    const count = new Map<string, number>();
    const bump = (k: string, by = 1) => count.set(k, (count.get(k) ?? 0) + by);
    const t0 = performance.now(); const c0 = process.cpuUsage();
    const kinds = new Map<string, string>();
    for (const s of all) {
      const p = await played(s);
      for (const h of p.happened) bump(h.is === 'told' ? `told ${h.answer}` : h.is);
      for (const d of deedsIn(p.happened)) bump(d.what.split(' ').slice(0, 3).join(' ').slice(0, 60));
      for (const h of p.happened) if (h.is === 'fault') bump(`fault ${h.error instanceof Error ? h.error.message.slice(0,150) : String(h.error)}`);
      const v = violationsOf(p);
      if (v.length > 0) { bump('VIOLATED'); const k = v[0]?.replace(/^\d+: /, '').slice(0, 40) ?? ''; bump('V ' + k); if (!kinds.has(k)) kinds.set(k, v[0] + '\n' + JSON.stringify(s) + '\n' + p.happened.map((h, i) => i + ' ' + JSON.stringify(h).slice(0, 260)).filter((l) => !/"spawned".*(get|auth)|exited/.test(l)).join('\n')); }
    }
    const ms = performance.now() - t0; const cpu = process.cpuUsage(c0); bump('CPU us each', Math.round((cpu.user + cpu.system) / n));
    const { writeFileSync } = await import('node:fs');
    writeFileSync('/tmp/stats.txt', [`${ms / n} ms each`, ...[...count].sort((a, b) => b[1] - a[1]).map(([k, c]) => `${c} ${k}`)].join('\n'));
    writeFileSync('/tmp/viol.txt', [...kinds].map(([k, t]) => `=== ${k}\n${t}`).join('\n\n'));
  }, 600_000);
});
