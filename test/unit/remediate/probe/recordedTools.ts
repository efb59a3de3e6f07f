import type { AllowedCommand, CommandOutcome, Commands } from '../../../../src/extension/core/model/command.ts';

/** What a program answers: a document that it prints, or how else the call ends. */
export type Recorded = { readonly json: unknown } | { readonly outcome: CommandOutcome };

export type Recording = (command: AllowedCommand) => Recorded | undefined;

/** Programs that answer from a recording; what it does not hold ends as a call that the server refused. */
export function recordedTools(recording: Recording, before: (command: AllowedCommand) => Promise<unknown> = async () => undefined) {
  const asked: AllowedCommand[] = [];
  const commands: Commands = {
    find: async () => '/usr/bin/tool',
    run: async (command, { signal }) => {
      signal.throwIfAborted();
      asked.push(command);
      await before(command);
      const found = recording(command) ?? { outcome: ended({ exitCode: 1, stderr: 'Error from server (Forbidden): it is forbidden' }) };
      return 'json' in found ? ended({ stdout: JSON.stringify(found.json) }) : found.outcome;
    },
  };
  return { commands, asked };
}

export function ended(given: Partial<Extract<CommandOutcome, { readonly kind: 'ended' }>>): CommandOutcome {
  return { kind: 'ended', exitCode: 0, stdout: '', stderr: '', cut: false, ...given };
}

type Documents = Readonly<Record<string, readonly object[]>>;

/** `kubectl get` over objects by kind, as the server would answer: by name, by label, by service account. */
export function kubectlOver(documents: Documents): Recording {
  return ({ program, argv }) => {
    const [verb, kind = '', name = ''] = argv;
    if (program !== 'kubectl' || verb !== 'get') return undefined;
    const items = (documents[kind] ?? []) as readonly Named[];
    if (name.startsWith('-')) return { json: { apiVersion: 'v1', kind: 'List', items: items.filter((item) => isSelected(item, argv)) } };
    const object = items.find(({ metadata }) => metadata.name === name);
    const gone = ended({ exitCode: 1, stderr: `Error from server (NotFound): ${kind} "${name}" not found` });
    return object === undefined ? { outcome: gone } : { json: object };
  };
}

type Named = {
  readonly metadata: { readonly name: string; readonly labels?: Readonly<Record<string, string>> };
  readonly spec?: { readonly serviceAccountName?: string };
};

function isSelected({ metadata, spec }: Named, argv: readonly string[]): boolean {
  const value = (flag: string) => argv.find((word) => word.startsWith(`${flag}=`))?.slice(flag.length + 1);
  const account = value('--field-selector')?.replace('spec.serviceAccountName=', '');
  const labels = value('--selector')?.split(',') ?? [];
  const has = (pair: string) => `${pair.split('=')[0]}=${metadata.labels?.[pair.split('=')[0] ?? '']}` === pair;
  return (account === undefined || spec?.serviceAccountName === account) && labels.every(has);
}

/** `aws iam VERB` by the verb and the name that it is about: `get-role storefront`. */
export function awsOver(documents: Readonly<Record<string, unknown>>): Recording {
  return ({ program, argv }) => {
    if (program !== 'aws') return undefined;
    const [, verb = '', , subject = ''] = argv;
    const json = documents[`${verb} ${subject}`];
    const gone = ended({ exitCode: 254, stderr: 'An error occurred (NoSuchEntity) when calling it: there is none' });
    return json === undefined ? { outcome: gone } : { json };
  };
}
