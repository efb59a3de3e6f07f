import { type Happened, ofKind } from '../recording.ts';
import { type Deed, wordsOf } from './yeses.ts';

type Grant = 'none' | 'read' | 'readOnly' | 'refused';

const answers: Readonly<Record<string, Grant>> = { 'Allow Reading': 'read', 'Read Only, Never Change': 'readOnly', No: 'refused' };

/** What was allowed on a surface in a window at a moment, by the answers to its own dialogs and what was revoked since. */
function grantAt(all: readonly Happened[], window: string, surface: string, until: number): Grant {
  const grants = all.slice(0, until).flatMap((one): readonly Grant[] => {
    if (one.is === 'revoked' && one.window === window) return ['none'];
    const asked = one.is === 'answered' && one.window === window ? all[one.of] : undefined;
    if (one.is !== 'answered' || asked?.is !== 'shown' || !asked.dialog.title.startsWith(`Allow reading with ${surface} at `)) return [];
    const grant = answers[one.given ?? ''];
    return grant === undefined ? [] : [grant];
  });
  return grants.at(-1) ?? 'none';
}

/** looking where a tool points is free; everything else needs that reading was allowed in this window, and not taken back since. */
export function unallowedReads(all: readonly Happened[]): readonly string[] {
  return ofKind(all, 'spawned').flatMap(({ position, window, program, argv }) => {
    const [first = '', second = ''] = argv;
    if (program === 'kubectl' && first === 'config') return [];
    if (program === 'aws' && first === 'sts' && second === 'get-caller-identity') return [];
    const grant = grantAt(all, window, program, position);
    return grant === 'read' || grant === 'readOnly' ? [] : [`${position}: ${program} ${argv.join(' ')} while reading was ${grant}`];
  });
}

/** a change needs that writing was allowed for it alone, while reading with changes was allowed. */
export function unallowedWrites(all: readonly Happened[], deeds: readonly Deed[]): readonly string[] {
  const used = new Set<number>();
  return deeds.flatMap(({ command, position, window, what }) => {
    if (command === undefined) return [];
    const grant = grantAt(all, window, command.program, position);
    if (grant !== 'read') return [`${position}: ${what} while the grant was ${grant}`];
    const revoked = ofKind(all, 'revoked').findLast((one) => one.window === window && one.position < position)?.position ?? -1;
    const allowed = ofKind(all, 'answered').findLast(
      (one) =>
        one.window === window &&
        one.position < position &&
        one.position > revoked &&
        !used.has(one.of) &&
        allowsWrite(all[one.of], one.given, command),
    );
    if (allowed === undefined) return [`${position}: ${what} without a yes to writing for it`];
    used.add(allowed.of);
    return [];
  });
}

function allowsWrite(asked: Happened | undefined, given: string | undefined, { program, argv }: NonNullable<Deed['command']>): boolean {
  if (asked?.is !== 'shown' || given !== 'Allow for This Action') return false;
  if (asked.dialog.title !== `This action needs write access with ${program}`) return false;
  const words = wordsOf(asked.dialog.detail.split('\n\n')[1] ?? '');
  return JSON.stringify(objectOf(words)) === JSON.stringify(objectOf([program, ...argv]));
}

/** Verb and object: what was read in between is added to the command as its condition. */
function objectOf(words: readonly string[]): readonly string[] {
  return words[0] === 'aws' ? words : words.filter((word) => !word.startsWith('--') || word.startsWith('--namespace='));
}

/** nothing changes while read-only is on, and nothing that was shown before a cancellation or a revocation of its window. */
export function afterTheEnd(all: readonly Happened[], deeds: readonly Deed[]): readonly string[] {
  return deeds.flatMap(({ position, window, what, yes }) => {
    const switched = ofKind(all, 'readOnly').findLast((one) => one.position < position);
    const isOff = switched?.on === true && (switched.window === window || switched.position < (yes?.position ?? position));
    const ended = all.slice(yes?.shownAt ?? position, position).find((one) => isEnd(one, window));
    return [
      ...(isOff ? [`${position}: ${what} while read-only was on`] : []),
      ...(ended === undefined ? [] : [`${position}: ${what} after ${ended.is} in its window`]),
    ];
  });
}

function isEnd(one: Happened, window: string): boolean {
  if (one.is === 'said') return one.window === window && one.type === 'cancel';
  return (one.is === 'revoked' || one.is === 'gone') && one.window === window;
}
