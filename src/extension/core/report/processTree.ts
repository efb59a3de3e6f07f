import { code, hash } from '../model/phrase.ts';
import type { ProcessNode, ProcessTree } from '../model/threat.ts';
import { plainPhrase } from './plainText.ts';

/**
 * The tree as lines for a code block, a child under its parent with └─; the trigger is marked, and a hash stands whole below its process,
 * where it can be copied. What the tenant did not say is left out.
 */
export function processTreeLines(tree: ProcessTree): readonly string[] {
  return tree.roots.flatMap((root) => branch(root, '', ''));
}

function branch(node: ProcessNode, own: string, below: string): string[] {
  return [
    `${own}${title(node)}`,
    ...(node.sha256 === undefined ? [] : [`${below}${node.children.length === 0 ? '  ' : '│ '}sha256 ${plainPhrase([hash(node.sha256)])}`]),
    ...node.children.flatMap((child, index) => {
      const last = index === node.children.length - 1;
      return branch(child, `${below}${last ? '└─ ' : '├─ '}`, `${below}${last ? '   ' : '│  '}`);
    }),
  ];
}

function title(node: ProcessNode): string {
  const command = node.cmdline ?? node.exe ?? node.name;
  const words = command === undefined ? 'unnamed process' : plainPhrase([code(command)]);
  const facts = [
    ...(node.pid === undefined ? [] : [`pid ${node.pid}`]),
    ...(node.user === undefined ? [] : [`user ${plainPhrase([code(node.user)])}`]),
  ];
  return `${words}${facts.length === 0 ? '' : ` (${facts.join(', ')})`}${node.trigger ? '  ← trigger' : ''}`;
}
