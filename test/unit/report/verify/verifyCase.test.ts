import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Case } from '../../../../src/extension/core/model/case.ts';
import type { EvidenceId, Exhibit } from '../../../../src/extension/core/model/evidence.ts';
import { renderCase } from '../../../../src/extension/core/report/caseFile.ts';
import { verifyCase } from '../../../../src/extension/core/report/verify/verifyCase.ts';
import { bareGroupCase } from '../../../fixtures/cases/bareGroup.ts';
import { storefrontCase } from '../../../fixtures/cases/storefront.ts';

const id = (n: number) => `E${n}` as EvidenceId;
const key = ['A', 'KIA', 'IOSFODNN7EXAMPLE'].join('');

/** Events as a tenant answers them, each spelling its times and addresses in another way. */
const answers: readonly unknown[] = [
  {
    id: 'a1',
    timestamp: 1781082645000587379n,
    fields: { 'proc.name': 'curl', 'fd.rip': '198.51.100.23', account: '123456789012', port: 3333 },
  },
  { id: 'a2', timestamp: '1781082670000100833', fields: { 'proc.name': 'nsenter', user: 'root', account: '123456789012' } },
  {
    id: 'a3',
    time: '2026-06-10T09:17:04.357Z',
    fields: { 'ct.user': 'backup-admin', call: 'CreateAccessKey', accessKeyId: key, account: '210987654321' },
  },
  {
    data: [
      { id: 'r1', timestamp: 1781082645000, ruleName: 'Execution from /dev/shm' },
      { id: 'r2', timestamp: 1781082655000, ruleName: 'Execution from /dev/shm' },
    ],
  },
  { events: { countBySeverity: { 1: 2, 3: 5 } } },
  { cmdline: `psql postgres://app:hunter2@db.internal/x && ${'a'.repeat(400)} --token=abc`, name: 'x\u202Ey' },
];

/** As JSON; a bigint is how a tenant writes nanoseconds: more digits than a number keeps. */
function raw(answer: unknown): string {
  return JSON.stringify(answer, (_key, value: unknown) => (typeof value === 'bigint' ? `#${value}#` : value)).replaceAll(
    /"#(\d+)#"/g,
    '$1',
  );
}

function exhibit(n: number, answer: string, extra: Partial<Exhibit> = {}): Exhibit {
  return {
    id: id(n),
    source: { kind: 'mcp', tool: 'list_runtime_events', args: { limit: n } },
    at: '2026-06-10T09:41:00.000Z',
    digest: createHash('sha256').update(answer).digest('hex'),
    raw: answer,
    ...extra,
  };
}

const group = raw({ groupId: bareGroupCase.trigger.groupId });
const evidence = [...answers.map((answer, at) => exhibit(at + 1, raw(answer))), exhibit(7, '', { failure: 'HTTP 500' }), exhibit(8, group)];
const sample: Case = { ...bareGroupCase, evidence, trigger: { ...bareGroupCase.trigger, cites: [id(8)] } };
const known = new Map(evidence.map((one) => [one.id, one.raw]));
const markdown = renderCase(sample);

/** What the verifier says of a sentence that a person adds. */
function said(sentence: string, given: ReadonlyMap<EvidenceId, string> | undefined = known) {
  const verdict = verifyCase(markdown.replace('### Resource context\n\n', `### Resource context\n\n- ${sentence}\n\n`), given);
  return { ...verdict, codes: verdict.findings.map(({ code }) => code) };
}

describe('what a sentence names', () => {
  it.each([
    ['an address, defanged', '`curl` connected to `198[.]51[.]100[.]23` port `3333` [E1].'],
    ['an address, as it is', 'It reached 198.51.100.23 [E1].'],
    ['nanoseconds as a number', 'It ran at 2026-06-10 09:10:45Z [E1].'],
    ['nanoseconds as digits', 'It ran at 2026-06-10 09:11:10Z [E2].'],
    ['an ISO instant with a fraction', 'The call was at 2026-06-10 09:17:04Z [E3].'],
    ['milliseconds, told to the minute', 'It fired at 09:10 UTC on 2026-06-10 [E4].'],
    ['an access key', `The key \`${key}\` was made [E3].`],
    ['a masked secret', 'It ran `psql postgres://app:‹masked›@db[.]internal/x` [E6].'],
    ['a shortened command', '`psql postgres://app:‹masked›@db[.]internal/x && aaaa … (396 more) … aaaa --token=‹masked›` ran [E6].'],
    ['an invisible character', '`x⟨U+202E⟩y` ran [E6].'],
  ])('[X-01] is found in its evidence: %s', (_title, sentence) => {
    expect(said(sentence)).toMatchObject({ standing: 'verified', codes: ['addedByHand'] });
  });

  it.each([
    ['another address', 'It reached `198[.]51[.]100[.]24` [E1].'],
    ['a longer address', 'It reached `198[.]51[.]100[.]233` [E1].'],
    ['the beginning of an address', 'It reached `198[.]51[.]100[.]2` [E1].'],
    ['another second', 'It ran at 2026-06-10 09:10:46Z [E1].'],
    ['another minute', 'It ran at 09:12 UTC [E1].'],
    ['what only other evidence of the case holds', '`nsenter` ran in account 123456789012 [E1].'],
    ['another port', '`curl` connected to port `3334` [E1].'],
    ['another masked command', 'It ran `psql postgres://root:‹masked›@db[.]internal/x` [E6].'],
    ['the beginning of a name', '`backup` made the key [E3].'],
    ['an API in plain words', 'DeleteTrail was called by `backup-admin` [E3].'],
  ])('[X-01] is an error where its evidence lacks it: %s', (_title, sentence) => {
    expect(said(sentence)).toMatchObject({ standing: 'failed', codes: ['notInEvidence'] });
  });
});

describe('citations', () => {
  it.each([
    ['that does not exist', '`curl` ran [E99].', 'citationUnknown'],
    ['of a call that failed', 'The tenant is clean [E7].', 'citationFailed'],
    ['that is missing', '`curl` was here.', 'citationMissing'],
    ['that is only in a code span', '`curl` was here `[E1]`.', 'citationMissing'],
  ])('[X-01] finds one %s', (_title, sentence, code) => {
    const { standing, codes } = said(sentence);
    expect(standing).toBe('failed');
    expect(codes).toContain(code);
  });

  it('[X-01] lets a sentence say that a call failed, which proves nothing else', () => {
    expect(said('The events could not be read [E7].')).toMatchObject({ standing: 'unchecked', codes: ['addedWithoutEvidence'] });
  });

  it('[X-01] finds digits of another script that only look like those of the evidence', () => {
    expect(said('It reached １９８．５１．１００．２３ [E1].')).toMatchObject({ standing: 'failed', codes: ['notInEvidence'] });
    expect(said('It ran from ١٢٣٤ [E1].')).toMatchObject({ standing: 'failed', codes: ['notInEvidence'] });
  });

  it('[X-01] asks no evidence of a hypothesis', () => {
    expect(said('**Hypothesis:** `mallory` did it four times from 192.0.2.1.')).toMatchObject({
      standing: 'verified',
      codes: ['hypothesis'],
    });
  });

  it('[X-01] says that nothing can be verified where the footer was changed', () => {
    const verdict = verifyCase(markdown.replace('"limit":3', '"limit":4'), known);
    expect(verdict).toMatchObject({ standing: 'failed', findings: [{ code: 'footerUnreadable', severity: 'error' }] });
  });
});

describe('what a person adds', () => {
  it.each([
    ['cites, but names nothing', '- It was Bob [E1].'],
    ['is a heading', '### The attacker is Bob'],
    ['is a row of a table', '| Attacker | Bob |\n| --- | --- |'],
    ['leads to a list', '- The attacker was Bob:'],
  ])('[X-01] makes no case verified that %s', (_title, lines) => {
    const verdict = verifyCase(markdown.replace('### Resource context\n\n', `### Resource context\n\n${lines}\n\n`), known);
    expect(verdict).toMatchObject({ standing: 'unchecked', findings: [{ code: 'addedWithoutEvidence', severity: 'information' }] });
  });

  it.each([
    ['hides what the investigation wrote', (text: string) => text.replace('### Limitations', '<!--\n\n### Limitations')],
    [
      'stands between two comments',
      (text: string) => text.replace('### Limitations', '<!-- a --> It was Bob. <!-- b -->\n\n### Limitations'),
    ],
  ])('[X-01] is seen where it %s', (_title, change) => {
    expect(verifyCase(markdown, known).standing).toBe('verified');
    expect(verifyCase(change(markdown), known).standing).toBe('failed');
  });

  it('[X-01] below the Audit is held against the evidence like anything else of theirs', () => {
    const good = verifyCase(`${markdown}\nIt reached 198.51.100.23 [E1].\n`, known);
    expect(good).toMatchObject({ standing: 'verified', findings: [{ code: 'addedByHand' }] });
    const bad = verifyCase(`${markdown}\nIt reached 198.51.100.24 [E1].\n`, known);
    expect(bad).toMatchObject({ standing: 'failed', findings: [{ code: 'notInEvidence', line: markdown.split('\n').length }] });
    expect(verifyCase(`${markdown}\nClosed as RUNTIME-12.\n`, known)).toMatchObject({ findings: [{ code: 'citationMissing' }] });
  });

  it('[X-01] is not excused by what is not at hand', () => {
    const some = new Map([...known].filter(([one]) => one !== 'E2'));
    expect(said('The backup of `192[.]0[.]2[.]66` was skipped [E1].', some)).toMatchObject({
      standing: 'failed',
      codes: ['notInEvidence'],
    });
  });

  it('[X-01] is judged by its own case, with the same answers and after the same words', () => {
    const sentence = 'It ran at 2026-06-10 09:10:45Z [E1].';
    expect(said(sentence).standing).toBe('verified');
    const other = renderCase({ ...sample, evidence: evidence.map((one) => (one.id === 'E1' ? { ...one, digest: '0'.repeat(64) } : one)) });
    const verdict = verifyCase(other.replace('### Resource context\n\n', `### Resource context\n\n- ${sentence}\n\n`), known);
    expect(verdict).toMatchObject({
      standing: 'unchecked',
      findings: expect.arrayContaining([expect.objectContaining({ code: 'answerDiffers' })]),
    });
    expect(said(sentence).standing).toBe('verified');
  });
});

describe('how things relate', () => {
  it.each([
    ['before', '`curl` ran before `nsenter` [E1][E2].'],
    ['after', '`backup-admin` called `CreateAccessKey` after `nsenter` ran [E2][E3].'],
    ['after, told first', 'After `curl` ran, `nsenter` ran [E1][E2].'],
    ['first', 'The first was `curl` [E1][E2][E3].'],
    ['twice', '`Execution from /dev/shm` fired twice [E4].'],
    ['a sum of counts', 'There were 7 events [E5].'],
    ['the same account', '`curl` and `nsenter` ran in the same account 123456789012 [E1][E2].'],
    ['a distance', '`curl` and later `nsenter` ran 25 s apart [E1][E2].'],
  ])('[X-01] is accepted where the evidence shows it: %s', (_title, sentence) => {
    expect(said(sentence)).toMatchObject({ standing: 'verified', codes: ['addedByHand'] });
  });

  it.each([
    ['before', '`nsenter` ran before `curl` [E1][E2].', 'orderContradicted'],
    ['after', '`curl` ran after `nsenter` [E1][E2].', 'orderContradicted'],
    ['after, told first', 'After `nsenter` ran, `curl` ran [E1][E2].', 'orderContradicted'],
    ['then', '`nsenter` ran, then `curl` ran [E1][E2].', 'orderContradicted'],
    ['first', 'The first was `nsenter` [E1][E2][E3].', 'orderContradicted'],
    ['last', 'The last was `curl` [E1][E2][E3].', 'orderContradicted'],
    ['four times', '`Execution from /dev/shm` fired four times [E4].', 'countContradicted'],
    ['3 times', '`Execution from /dev/shm` fired 3 times [E4].', 'countContradicted'],
    ['the same account', '`curl` and `backup-admin` used the same account 123456789012 [E1][E3].', 'samenessContradicted'],
  ])('[X-01] is an error where the evidence shows otherwise: %s', (_title, sentence, code) => {
    const { standing, codes } = said(sentence);
    expect(standing).toBe('failed');
    expect(codes).toContain(code);
  });

  it.each([
    ['an order without times', 'The way in was opened before `curl` ran [E1].'],
    ['a count that nothing counts', 'There were 9 events [E5].'],
    ['a distance that no two events have', '`curl` and later `nsenter` ran 50 s apart [E1][E2].'],
    ['sameness of nothing', 'Both were by the same person [E1][E2].'],
    ['two things that no answer holds together', '`curl` called `CreateAccessKey` [E1][E3].'],
  ])('[X-01] is not proven where nothing shows it: %s', (_title, sentence) => {
    const { standing, codes } = said(sentence);
    expect(standing).toBe('unchecked');
    expect(codes).toContain('notProven');
  });
});

describe('the answers', () => {
  it('[X-01] leaves what a person added unchecked where they are not at hand', () => {
    const { standing, findings } = said('It reached `192[.]0[.]2[.]1` [E1].', new Map());
    expect({ standing, findings }).toMatchObject({ standing: 'unchecked', findings: [{ code: 'addedByHand', severity: 'warning' }] });
  });

  it('[X-01] verifies nothing by an answer that is another than the one of the case', () => {
    const { standing, findings } = verifyCase(markdown, new Map([...known, [id(3), '{"id":"a3"}']]));
    expect({ standing, findings }).toMatchObject({
      standing: 'unchecked',
      findings: [{ code: 'answerDiffers', severity: 'warning', cites: ['E3'] }],
    });
    expect(markdown.split('\n')[findings[0]?.line ?? 0]).toMatch(/^\| E3 \|/);
  });

  it('[X-01] says the same of the same file, and changes nothing by it', () => {
    const changed = renderCase(storefrontCase).replace('fired 3 times', 'fired 4 times');
    expect(verifyCase(changed)).toEqual(verifyCase(changed));
  });

  it('[X-01] verifies a case of 500 pieces of evidence in less than 200 ms', () => {
    const many = Array.from({ length: 500 }, (_, n) =>
      n === 7 ? exhibit(8, group) : exhibit(n + 1, raw({ ...Object(answers[n % 3]), n, note: 'x'.repeat(2000) })),
    );
    const resource = {
      status: 'done',
      value: many
        .filter((one) => one.id !== 'E8')
        .map(({ id: own }) => ({ phrase: ['It ran with ', { kind: 'code', text: 'x'.repeat(2000) }], cites: [own] })),
    } as const;
    const file = renderCase({ ...sample, evidence: many, resource } as unknown as Case);
    // The thread's own time, without what else the machine does; new answers each time, since known ones are not read again.
    const took = [1, 2, 3].map(() => {
      const given = new Map(many.map((one) => [one.id, one.raw]));
      const started = process.threadCpuUsage();
      expect(verifyCase(file, given)).toEqual({ standing: 'verified', findings: [] });
      const { user, system } = process.threadCpuUsage(started);
      return (user + system) / 1000;
    });
    expect(Math.min(...took)).toBeLessThan(200);
  });
});
