import { describe, expect, it } from 'vitest';
import { findNamed, namedValues } from '../../../../src/extension/editor/caseDocument/namedValues.ts';

describe('[V-12] what a sentence names', () => {
  it('comes as an answer spells it: code first, then names, addresses and times', () => {
    const words = '`cat` read `serviceaccount/token` from `198[.]51[.]100[.]23` in pod payments/ledger-0 at 2026-06-10 06:21:50Z';
    expect(namedValues(words)).toEqual([
      'cat',
      'serviceaccount/token',
      'token',
      'serviceaccount',
      '198.51.100.23',
      'payments/ledger-0',
      'ledger-0',
      'payments',
      '2026-06-10T06:21:50',
      '1781072510',
    ]);
  });

  it.each([
    ['`hxxp://198[.]51[.]100[.]23/i.sh`', 'http://198.51.100.23/i.sh'],
    ['`backup-admin[@]evil[.]example`', 'backup-admin@evil.example'],
    ['dana\\@acme.example', 'dana@acme.example'],
    ['``a`b-1``', 'a`b-1'],
    ['`/usr/bin/x … (1,204 more) … tail`', '/usr/bin/x'],
    ['CVE-2022-22965 is known', 'CVE-2022-22965'],
  ])('%s is %s', (words, value) => {
    expect(namedValues(words)).toContain(value);
  });

  it('is an instant last, where a row begins with one', () => {
    expect(namedValues('S1 | 2026-06-10 06:21:50Z | pay-eu-2')).toEqual(['pay-eu-2', '2026-06-10T06:21:50', '1781072510']);
  });

  it('is nothing for plain words', () => {
    expect(namedValues('The process ran as somebody else, twice')).toEqual([]);
  });
});

describe('[V-12] the value in an answer', () => {
  const text = '{\n  "pod": "ledger-0",\n  "cmd": "sh -c \\"id\\"",\n  "at": 1781072510123456789\n}';

  it('is where the first name of the sentence stands that is in it', () => {
    expect(findNamed(text, ['missing', 'ledger-0', 'cmd'])).toEqual({ line: 1, from: 10, to: 18 });
  });

  it('is rather the value that is just this than a text that has it in it', () => {
    expect(findNamed('{\n  "output": "user=dana ran",\n  "user": "dana"\n}', ['dana'])).toEqual({ line: 2, from: 11, to: 15 });
  });

  it('is found as JSON writes it, and by the seconds of an instant', () => {
    expect(findNamed(text, ['sh -c "id"'])).toMatchObject({ line: 2 });
    expect(findNamed(text, namedValues('2026-06-10 06:21:50Z'))).toMatchObject({ line: 3, from: 8 });
  });

  it('is not looked for before the answer, and not found where it is not', () => {
    expect(findNamed(text, ['ledger-0'], 30)).toBeUndefined();
  });
});
