/** The name alone leaves: a path tells of the machine and its user. */
export function fileName(path: string): string {
  return path.split(/[/\\]/).at(-1) ?? path;
}
