import { expect, it } from 'vitest';
import { text } from './sources.ts';

type Locked = { readonly version?: string; readonly resolved?: string; readonly optionalDependencies?: Readonly<Record<string, string>> };
const { packages } = JSON.parse(text('package-lock.json')) as { readonly packages: Readonly<Record<string, Locked>> };

/** Where npm would find the package for one that stands at `from`: beside it or further up. */
function isLocked(name: string, from: string): boolean {
  const parent = from.slice(0, Math.max(0, from.lastIndexOf('/node_modules/')));
  return `${from}/node_modules/${name}` in packages || (from === '' ? `node_modules/${name}` in packages : isLocked(name, parent));
}

it('locks the packages of every platform, since npm ci refuses a lock that leaves one out', () => {
  // npm drops the ones that a registry does not have when it writes the lock.
  const optional = Object.entries(packages).flatMap(([from, one]) =>
    Object.keys(one.optionalDependencies ?? {}).map((name) => ({ name, from })),
  );
  expect(optional.filter(({ name, from }) => !isLocked(name, from))).toEqual([]);
});

it('locks no download address', () => {
  expect(Object.entries(packages).filter(([, { resolved }]) => resolved !== undefined)).toEqual([]);
});
