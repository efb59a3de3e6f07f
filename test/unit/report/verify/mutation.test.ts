import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Case } from '../../../../src/extension/core/model/case.ts';
import type { EvidenceId } from '../../../../src/extension/core/model/evidence.ts';
import { renderCase } from '../../../../src/extension/core/report/caseFile.ts';
import type { Finding } from '../../../../src/extension/core/report/verify/finding.ts';
import { verifyCase, verifyUnsealed } from '../../../../src/extension/core/report/verify/verifyCase.ts';
import { bareGroupCase } from '../../../fixtures/cases/bareGroup.ts';
import { storefrontCase } from '../../../fixtures/cases/storefront.ts';
import { answersOf, incidentCases, sampleCases } from './cases.ts';
import { type Lie, liesAbout, seeded, truthsAbout } from './lies.ts';

type Answers = ReadonlyMap<EvidenceId, string>;
type Told = { readonly lie: Lie; readonly answers: Answers; readonly untouched: string };

let folder: string;
let samples: readonly Case[];
let others: readonly Case[];
let lies: readonly Told[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'verify-'));
  [samples, others] = await Promise.all([sampleCases(), incidentCases()]);
  const random = seeded(20260610);
  lies = [...samples.map((of) => [of, 5] as const), ...others.map((of) => [of, 1] as const)].flatMap(([of, most]) => {
    const [answers, untouched] = [answersOf(of), renderCase(of)];
    return liesAbout(of, random, most).map((lie) => ({ lie, answers, untouched }));
  });
}, 60_000);
afterAll(() => rm(folder, { recursive: true }));

/** As it comes from the disk, after a reload. */
async function fromDisk(markdown: string): Promise<string> {
  const file = join(folder, 'sysdig-runtime-investigate-0123456789ab-20260610-0941.md');
  await writeFile(file, markdown);
  return readFile(file, 'utf8');
}

const isGrave = ({ severity }: Finding) => severity !== 'information';

/** "wrong address: 56 of 56" a kind. */
function byKind(told: readonly Told[], missed: readonly Told[]): Readonly<Record<string, string>> {
  const kinds = [...new Set(told.map(({ lie }) => lie.kind))];
  const count = (of: readonly Told[], kind: string) => of.filter(({ lie }) => lie.kind === kind).length;
  return Object.fromEntries(kinds.map((kind) => [kind, `${count(told, kind) - count(missed, kind)} of ${count(told, kind)}`]));
}

describe('false claims injected into cases', () => {
  it.each([
    ['with the answers at hand', true],
    ['after a reload, without any answer', false],
  ])('[X-01] catches each one, %s, in the file as it is on the disk', async (_title, withAnswers) => {
    expect(lies.length).toBeGreaterThan(200);
    const missed: Told[] = [];
    for (const told of lies) {
      const { standing, findings } = verifyCase(await fromDisk(told.lie.markdown), withAnswers ? told.answers : undefined);
      if (standing === 'verified' || !findings.some((one) => isGrave(one) && one.line === told.lie.line)) missed.push(told);
    }
    expect(missed.map(({ lie }) => `${lie.kind}: ${lie.said}`)).toEqual([]);
  });

  it('[X-01] calls it an error, not a warning, where the text of the investigation was changed', () => {
    const soft = lies
      .filter(({ lie, untouched }) => lie.markdown.split('\n').length === untouched.split('\n').length)
      .filter(({ lie }) => verifyCase(lie.markdown).standing !== 'failed');
    expect(soft.map(({ lie }) => lie.said)).toEqual([]);
  });

  it('[X-01] catches what the evidence can show without the seal too', async ({ annotate }) => {
    const provable = lies.filter(({ lie }) => lie.isOutside);
    const answersTo = new Map(provable.map(({ untouched, answers }) => [untouched, answers]));
    const before = new Map([...answersTo].map(([untouched, answers]) => [untouched, verifyUnsealed(untouched, answers)]));
    const missed = provable.filter(({ lie, answers, untouched }) => {
      const after = onLine(verifyUnsealed(lie.markdown, answers), lie.line);
      // Most counts of the investigation are its own, so that nothing but the seal could prove them: there any doubt counts.
      const isNew = untouched.split('\n').length !== lie.markdown.split('\n').length || lie.kind === 'wrong count';
      const known = isNew ? [] : onLine(before.get(untouched) ?? [], lie.line);
      return after.length <= known.length && after.every((code) => known.includes(code));
    });
    await annotate(JSON.stringify(byKind(provable, missed)));
    // A wrong count may be the length of another list that was answered: there alone some are let through.
    const isCount = ({ lie }: Told) => lie.kind === 'wrong count';
    expect(missed.filter((told) => !isCount(told)).map(({ lie }) => `${lie.kind}: ${lie.said}`)).toEqual([]);
    expect(missed.filter(isCount).length / provable.filter(isCount).length).toBeLessThan(0.1);
  }, 60_000);
});

function onLine(findings: readonly Finding[], line: number): readonly string[] {
  return findings.filter((one) => one.line === line && isGrave(one)).map(({ code }) => code);
}

describe('cases as the investigation wrote them', () => {
  const layouts = [
    ['as they are', (markdown: string) => markdown],
    ['with Windows line ends', (markdown: string) => markdown.replaceAll('\n', '\r\n')],
    [
      'with tables that a formatter aligned',
      (markdown: string) => markdown.replaceAll(' | ', '    |  ').replaceAll('| --- ', '| :------- '),
    ],
  ] as const;

  it.each(layouts)('[X-01] give no finding, %s', (_title, layout) => {
    for (const of of [...samples, ...others]) {
      const markdown = layout(renderCase(of));
      expect(verifyCase(markdown, answersOf(of))).toEqual({ standing: 'verified', findings: [] });
      expect(verifyCase(markdown)).toEqual({ standing: 'unchecked', findings: [] });
    }
    for (const of of [storefrontCase, bareGroupCase]) expect(verifyCase(layout(renderCase(of))).findings).toEqual([]);
  });

  it('[X-01] [K-10] give no finding while only some of their evidence has been asked for again', () => {
    for (const of of samples) {
      const [markdown, answers] = [renderCase(of), [...answersOf(of)]];
      for (const part of [answers.slice(0, 1), answers.slice(9, 10), answers.filter((_answer, n) => n % 2 === 0)]) {
        expect(verifyCase(markdown, new Map(part)).findings).toEqual([]);
      }
    }
  });

  it('[X-01] keep their standing when a person adds what the evidence shows', () => {
    const truths = samples.flatMap((of) => truthsAbout(of).map((said) => ({ of, said })));
    expect(truths.length).toBeGreaterThan(20);
    for (const { of, said } of truths) {
      const { standing, findings } = verifyCase(
        renderCase(of).replace('### Resource context\n\n', `### Resource context\n\n- ${said}\n`),
        answersOf(of),
      );
      expect({ said, standing, codes: findings.map(({ code }) => code) }).toEqual({ said, standing: 'verified', codes: ['addedByHand'] });
    }
  });
});
