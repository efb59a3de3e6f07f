import { mkdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from '../core/model/failure.ts';
import type { Clock } from '../core/model/ports.ts';

/** The marker that the public-beta notice was shown on this machine; the Sysdig skills in other tools keep the same one (C-08). */
export type FirstRunMarker = { exists(): Promise<boolean>; create(): Promise<void> };

/** `home` is the user's home folder. Both throw Failure where it cannot be read or written. */
export function firstRunMarker(home: string, clock: Clock): FirstRunMarker {
  const folder = join(home, '.config', 'sysdig-bloom');
  const path = join(folder, 'disclaimer-shown-v1');
  return {
    exists: async () => {
      try {
        await stat(path);
        return true;
      } catch (error) {
        if (codeOf(error) === 'ENOENT') return false;
        throw unusable('read', path, error);
      }
    },
    create: async () => {
      try {
        await mkdir(folder, { recursive: true });
        await writeFile(path, `${new Date(clock.now()).toISOString()}\n`, { flag: 'wx' });
      } catch (error) {
        // Another window was faster: the notice has been shown, which is all that the marker says.
        if (codeOf(error) !== 'EEXIST' || !(await isFile(path))) throw unusable('written', path, error);
      }
    },
  };
}

async function isFile(path: string): Promise<boolean> {
  return (await stat(path)).isFile();
}

function unusable(done: 'read' | 'written', path: string, cause: unknown): Failure {
  return new Failure('refused', {
    what: `The first-run marker could not be ${done}`,
    why: `${path}: ${codeOf(cause) ?? String(cause)}`,
    fix: 'Check the access rights of that folder; until then the notice shows at each start',
    cause,
  });
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
