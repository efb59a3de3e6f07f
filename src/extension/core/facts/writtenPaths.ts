import type { SecurityEvent } from '../model/threat.ts';
import { fileAccessOf } from './fileAccess.ts';
import { processOf } from './processOf.ts';
import { shells } from './shells.ts';

/** Programs that leave a file behind whose name they are given. */
const writers = /^(curl|wget|fetch|aria2c|tee|cp|mv|install|ln|chmod|dd|tar|unzip|gunzip|7z|scp|sftp|rsync|touch|base64|openssl|gcc|cc)$/;
/** What tells that a shell was told to leave a file, and not only to run one. */
const writing = />|\b(curl|wget|fetch|tee|cp|mv|install|ln|chmod|dd|tar|unzip|scp|touch|base64)\b/;
const interpreters = /^(python[\d.]*|perl|ruby|node|php[\d.]*|java)$/;
const absolute = /(?<![\w.:/-])\/[\w.@%+-]+(?:\/[\w.@%+-]+)+/g;
const changing = /^(fchmodat2?|f?chmod|chown|fchownat|link(at)?|symlink(at)?|mknod(at)?)$/;
/** Folders of the host as containers mount it. */
const mounted = /^\/(?:host(?:fs|root)?(?:\/root(?:fs)?)?|rootfs|mnt\/[^/]+)(?=\/)/;

/** Files that an event shows being written, fetched or made executable: from its own access, or from the command line of a program that writes. */
export function writtenPaths(event: SecurityEvent): readonly string[] {
  const access = fileAccessOf(event);
  const touched = event.fields['fd.name'] ?? event.fields['fs.path.name'];
  const own = access?.how === 'written' || access?.how === 'renamed' ? [access.path] : [];
  const changed = touched !== undefined && changing.test(event.fields['evt.type'] ?? '') ? [touched] : [];
  const { name, cmdline, exe } = processOf(event) ?? {};
  const leaves = writers.test(name ?? '') || (shells.test(name ?? '') && writing.test(cmdline ?? ''));
  const named = leaves ? pathsOf(cmdline ?? '') : [];
  return [...new Set([...own, ...changed, ...named])].filter((path) => path !== exe && isTelling(path));
}

/** The program that an event's process runs: its executable, or the script that an interpreter was given. */
export function executedPaths(event: SecurityEvent): readonly string[] {
  const { name = '', exe, cmdline = '' } = processOf(event) ?? {};
  const script = shells.test(name) || interpreters.test(name) ? pathsOf(cmdline).slice(0, 1) : [];
  return [...new Set([...(exe === undefined ? [] : [exe]), ...pathsOf(cmdline.split(/\s/)[0] ?? ''), ...script])].filter(isTelling);
}

/** The same file as its host names it, where a container sees the host's files below a folder of its own. */
export function onHost(path: string): string | undefined {
  return mounted.test(path) ? path.replace(mounted, '') : undefined;
}

function pathsOf(text: string): readonly string[] {
  return text.match(absolute) ?? [];
}

/** What a system has installed is run by everybody; a hidden file is nobody's install. */
function isTelling(path: string): boolean {
  return (
    /\/\.[^/]+/.test(path) ||
    !/^\/(usr\/)?(s?bin|lib(64|exec)?)\/|^\/(dev|proc|sys)\/(?!shm\/)|^\/usr\/local\/bin\/(python|node|php|java|ruby)/.test(path)
  );
}
