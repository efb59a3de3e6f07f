import { describe, expect, it } from 'vitest';
import { firstAccepted } from '../../../src/extension/core/investigate/firstAccepted.ts';
import { Ledger } from '../../../src/extension/core/investigate/ledger.ts';
import { Failure } from '../../../src/extension/core/model/failure.ts';
import { equals } from '../../../src/extension/core/tools/filter.ts';
import { sysqlText } from '../../../src/extension/core/tools/sysqlQuery.ts';
import { failure, fakeReadTools } from '../../fakes/readTools.ts';
import { instantClock, keptLog, never } from '../tools/toolServer.ts';

describe('text in a query', () => {
  it.each([
    ['storefront', "'storefront'"],
    ["it's", "'it\\'s'"],
    ["\\' OR 1 = 1 --", "'\\\\\\' OR 1 = 1 --'"],
    ['a\\', "'a\\\\'"],
    ['', "''"],
  ])('[I-14] quotes %s', (value, quoted) => {
    expect(sysqlText(value)).toBe(quoted);
  });

  it.each(['a\nb', 'a\rb', 'a\u0000', 'a\u0085b', 'a\u2028b'])('[I-14] refuses %j: no name has a line break', (value) => {
    expect(() => sysqlText(value)).toThrow(expect.objectContaining({ reason: 'refused' }));
  });

  it('[I-14] [K-07] refuses a name without end, here and in a filter: each question is written into the case', () => {
    for (const quote of [sysqlText, (value: string) => equals('host.hostName', value)]) {
      expect(quote('x'.repeat(2048))).toContain('x'.repeat(2048));
      expect(() => quote('x'.repeat(2049))).toThrow(expect.objectContaining({ reason: 'refused' }));
    }
  });
});

describe('query shapes', () => {
  const accepting = (accepted: string, otherwise: () => Failure = () => failure('invalid', 'unknown relation')) => {
    const sysql = (query: string) => {
      if (query !== accepted) throw otherwise();
      return [{ name: 'storefront' }];
    };
    const tools = fakeReadTools({ events: [], groups: [], threats: [], sysql }, { now: 0 });
    const ledger = new Ledger({ tools, clock: instantClock(), log: keptLog(), signal: never });
    return { ledger, queries: () => tools.asked.map(({ args }) => args['query']) };
  };
  const failed = async (answer: Promise<unknown>): Promise<Failure> => {
    const error = await answer.catch((reason: unknown) => reason);
    if (!Failure.is(error)) throw new Error('no failure');
    return error;
  };

  it('[I-14] asks in order until one is accepted, and no further', async () => {
    const { ledger, queries } = accepting('second');
    const answer = await firstAccepted(ledger, ['first', 'second', 'third']);
    expect(answer.value.rows).toEqual([{ name: 'storefront' }]);
    expect(answer.source).toMatchObject({ args: { query: 'second' } });
    expect(queries()).toEqual(['first', 'second']);
  });

  it('[I-14] fails as a schema mismatch, which cites the first refused call, when none is accepted', async () => {
    const { ledger, queries } = accepting('none');
    const error = await failed(firstAccepted(ledger, ['first', 'second']));
    expect(error).toMatchObject({ reason: 'refused', why: 'schema mismatch' });
    expect(ledger.failedCall(error)).toEqual(['run_sysql({"query":"first"})']);
    expect(queries()).toEqual(['first', 'second']);
  });

  it.each(['forbidden', 'rateLimited', 'server', 'unsupported'] as const)('takes %s for no matter of the shape', async (reason) => {
    const { ledger, queries } = accepting('second', () => failure(reason, 'no'));
    expect(await failed(firstAccepted(ledger, ['first', 'second']))).toMatchObject({ reason });
    expect(queries()).toEqual(['first']);
  });
});
