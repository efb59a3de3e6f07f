import { expect, it } from 'vitest';
import { knownPlaces } from '../../../src/extension/core/handoff/knownPlaces.ts';
import { redactedDocument } from '../../../src/extension/core/handoff/redactedDocument.ts';
import type { Boundary, FoldedGroup, ToldCase } from '../../../src/extension/core/model/case.ts';
import { phrase, text } from '../../../src/extension/core/model/phrase.ts';
import { storefrontCase } from '../../fixtures/cases/storefront.ts';
import { handoffCase } from './cases.ts';

const boundaries: readonly Boundary[] = [
  { id: 'B1', kind: 'host', label: 'bastion' },
  { id: 'B2', kind: 'cloud', label: 'AWS account 210987654321' },
  { id: 'B3', kind: 'cloud', label: 'cloud account' },
  { id: 'B4', kind: 'container', label: 'shop/storefront' },
];
const [cites] = storefrontCase.summary.map((claim) => claim.cites);
const why = { phrase: phrase`it is on host ${text('vault')}`, cites: cites ?? storefrontCase.trigger.cites };
const group = (resource: string): FoldedGroup => ({ id: resource, title: 'x', resource, why });

const told: ToldCase = {
  ...storefrontCase,
  trigger: { ...storefrontCase.trigger, scope: { cluster: 'prod-eu-1', workload: 'storefront', host: 'vm', gcpProject: 'acme-prod' } },
  chain: { ...storefrontCase.chain, boundaries },
  incident: { status: 'done', value: { groups: [group('node worker'), group('ledger')], refused: [group('db-1.corp.example')] } },
};

it('[X-08] hosts and accounts are those of scope, boundaries, groups and sentences; workloads and clusters are none', () => {
  const { hosts = [], accounts = [] } = knownPlaces(told);
  expect(hosts).toEqual(expect.arrayContaining(['vm', 'bastion', 'worker', 'db-1.corp.example', 'vault']));
  expect(accounts).toEqual(expect.arrayContaining(['acme-prod', '210987654321']));
  for (const none of ['storefront', 'ledger', 'prod-eu-1', 'shop/storefront', 'cloud account'])
    expect([...hosts, ...accounts]).not.toContain(none);
});

it('[X-08] a name that no label gives away is taken out, in the text and in the name of the file', () => {
  const of = handoffCase({
    markdown: '## Root on bastion\n\n`sshd` ran there [E1].\n',
    file: '/tmp/case-bastion.md',
    known: knownPlaces(told),
  });
  const { markdown, name } = redactedDocument(of, ['hosts']);
  expect(`${markdown} ${name}`).not.toContain('bastion');
  expect(markdown).toContain('[E1]');
});
