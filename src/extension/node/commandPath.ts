import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { delimiter, isAbsolute, join } from 'node:path';
import { codeOf } from './caseFiles.ts';
import type { Environment } from './environment.ts';

/**
 * The full path of a program, found without starting anything. Folders that PATH names relative to wherever one is are left out: a workspace could
 * hold a kubectl of its own. On Windows only what starts without a shell counts, so no `.cmd` and no `.bat`.
 */
export async function findProgram(
  name: string,
  environment: Environment,
  platform: NodeJS.Platform = process.platform,
): Promise<string | undefined> {
  const windows = platform === 'win32';
  const folders = (variable(environment, 'PATH', windows) ?? '').split(delimiter).filter(isAbsolute);
  const names = windows ? startable(variable(environment, 'PATHEXT', windows)).map((extension) => `${name}${extension}`) : [name];
  for (const folder of folders) {
    for (const file of names) {
      const path = join(folder, file);
      if (await isProgram(path)) return path;
    }
  }
  return undefined;
}

function startable(extensions = '.COM;.EXE'): readonly string[] {
  return extensions
    .toLowerCase()
    .split(';')
    .filter((one) => one === '.exe' || one === '.com');
}

/** Windows does not tell `Path` from `PATH`; a plain copy of its environment does. */
function variable(environment: Environment, name: string, windows: boolean): string | undefined {
  const key = windows ? Object.keys(environment).find((one) => one.toUpperCase() === name) : name;
  return key === undefined ? undefined : environment[key];
}

async function isProgram(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return (await stat(path)).isFile();
  } catch (error) {
    if (codeOf(error) !== undefined) return false;
    throw error;
  }
}
