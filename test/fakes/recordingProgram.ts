import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Program } from '../../src/extension/core/model/command.ts';

export type Recorded = { readonly program: string; readonly argv: readonly string[] };

/**
 * A folder for PATH whose kubectl and aws write down what they were started with before they do anything else; `body` is shell that runs
 * afterwards. What is not recorded was not spawned.
 */
export function recordingPrograms(bodies: Partial<Readonly<Record<Program, string>>> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'threats-path-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const record = join(folder, 'record');
  for (const program of ['kubectl', 'aws'] as const) {
    // The count goes first and every word ends in NUL, the one character that no argument can hold: nothing in a word can forge another call.
    const lines = [
      '#!/bin/sh',
      // In one write: programs that run side by side do not tear each other's calls apart.
      `printf '%s\\0' ${program} "$#" "$@" >> '${record}'`,
      bodies[program] ?? '',
    ];
    writeFileSync(join(folder, program), `${lines.join('\n')}\n`);
    chmodSync(join(folder, program), 0o755);
  }
  return {
    folder,
    path: [folder, '/usr/bin', '/bin'].join(delimiter),
    recorded: () => (existsSync(record) ? readRecord(readFileSync(record, 'utf8')) : []),
  };
}

function readRecord(text: string): readonly Recorded[] {
  const words = text.split('\0');
  const calls: Recorded[] = [];
  for (let at = 0; at + 1 < words.length; ) {
    const [program = '', count = '0'] = words.slice(at, at + 2);
    calls.push({ program, argv: words.slice(at + 2, at + 2 + Number(count)) });
    at += 2 + Number(count);
  }
  return calls;
}
