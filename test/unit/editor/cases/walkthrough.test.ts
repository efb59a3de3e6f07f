import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import manifest from '../../../../package.json' with { type: 'json' };
import texts from '../../../../package.nls.json' with { type: 'json' };

type Step = {
  readonly id: string;
  readonly description: string;
  readonly media: { readonly markdown: string };
  readonly completionEvents: string[];
};
type Walkthroughs = { readonly walkthroughs?: readonly { readonly steps: readonly Step[] }[] };
const contributes: typeof manifest.contributes & Walkthroughs = manifest.contributes;
const steps = (contributes.walkthroughs ?? []).flatMap((one) => one.steps);

const commands = manifest.contributes.commands.map(({ command }) => command);
const views = Object.values(manifest.contributes.views).flatMap((all) => all.map(({ id }) => `${id}.focus`));
const strings: Readonly<Record<string, string>> = texts;
const shown = (key: string): string => strings[key.slice(1, -1)] ?? '';

it('[V-14] a walkthrough leads from the connection over the first case to what is done about it, and to who needs to know', () => {
  expect(steps.map(({ id }) => id)).toEqual(['connect', 'investigate', 'read', 'remediate', 'handOn']);
});

it('[V-14] every button in it runs a command that exists, and every step has one', () => {
  const links = steps.map(({ description }) => [...shown(description).matchAll(/\(command:([\w.]+)\)/g)].map(([, id]) => id ?? ''));
  expect(links.every((ids) => ids.length > 0)).toBe(true);
  expect(links.flat().filter((id) => !commands.includes(id) && !views.includes(id))).toEqual([]);
});

it('[V-14] every step is ticked off by what the user did, not by having been read', () => {
  const events = steps.flatMap(({ completionEvents }) => completionEvents);
  const ran = events.flatMap((event) => /^onCommand:(.+)$/.exec(event)?.[1] ?? []);
  const keys = events.flatMap((event) => /^onContext:([\w.]+)/.exec(event)?.[1] ?? []);
  expect(steps.every(({ completionEvents }) => completionEvents.length > 0)).toBe(true);
  expect(ran.length + keys.length).toBe(events.length);
  expect(ran.filter((id) => !commands.includes(id))).toEqual([]);
  const source = ['connection/tenantSession.ts', 'caseDocument/caseDocuments.ts']
    .map((name) => readFileSync(`src/extension/editor/${name}`, 'utf8'))
    .join('');
  expect(keys.filter((key) => !source.includes(`'${key}'`))).toEqual([]);
});

it('[V-14] every page of it is there and is shipped', () => {
  const pages = steps.map(({ media }) => media.markdown);
  expect(pages.filter((page) => !existsSync(page))).toEqual([]);
  expect(readFileSync('.vscodeignore', 'utf8')).toMatch(/^!media\/(\*\*|walkthrough)\/\*\.md$/m);
});
