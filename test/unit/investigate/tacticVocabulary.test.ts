import { describe, expect, it } from 'vitest';
import { tacticsOf } from '../../../src/extension/core/investigate/tactic/techniques.ts';
import { aims } from '../../../src/extension/core/investigate/tactic/vocabulary/aims.ts';
import { families } from '../../../src/extension/core/investigate/tactic/vocabulary/families.ts';
import { wordsOf } from '../../../src/extension/core/investigate/tactic/wordForms.ts';
import { wordGroups } from '../../../src/extension/core/investigate/tactic/wordGroups.ts';
import { tacticOrder, tactics } from '../../../src/extension/core/model/tactic.ts';

const all = [...families, ...aims];

describe('vocabulary', () => {
  it('[I-06] each technique stands under a tactic that ATT&CK files it under', () => {
    const strays = all.flatMap(({ tactic, techniques }) =>
      techniques
        .map(([technique]) => technique)
        .filter((id) => (id.startsWith('TA') ? id !== tactics[tactic].id : !tacticsOf(id).includes(tactic)))
        .map((id) => `${id} under ${tactic}`),
    );
    expect(strays).toEqual([]);
  });

  it('[I-06] each of the 14 tactics has its techniques and its aims', () => {
    expect(new Set(families.map(({ tactic }) => tactic))).toEqual(new Set(tacticOrder));
    expect(new Set(aims.map(({ tactic }) => tactic))).toEqual(new Set(tacticOrder));
  });

  it('[I-06] entries keep to their form: words, known groups, a weight, an exclusion', () => {
    const said = all.flatMap(({ techniques }) => techniques.flatMap(([, entries]) => entries.replaceAll(/\|\s+/g, '|').split(/[;\s]+/)));
    const terms = said.filter((term) => term !== '' && !/^:\d(\.\d)?$/.test(term));
    const odd = terms
      .flatMap((term) => term.replace(/^-/, '').split('|'))
      .filter((word) => (word.startsWith('@') ? !(word.slice(1) in wordGroups) : !/^[a-z0-9]+(_[a-z0-9]+)*$/.test(word)));
    expect(odd).toEqual([]);
  });
});

describe('word forms', () => {
  const stems = (text: string) => wordsOf(text).map(({ stem }) => stem);

  it.each([
    ['deleted deletes deleting deletion delete', 1],
    ['execution executed executes executing execute', 1],
    ['escalation escalate escalated', 1],
    ['modification modified modify modifies', 1],
    ['policies policy', 1],
    ['process processes', 1],
    ['user used', 2],
  ])('[I-06] «%s» are %d word(s)', (text, count) => {
    expect(new Set(stems(text)).size).toBe(count);
  });

  it('[I-06] an API name, a path and a product name fall into their words', () => {
    expect(stems('CreateAccessKey')).toEqual(stems('create access key'));
    expect(stems('/dev/shm')).toEqual(['dev', 'shm']);
    expect(stems('GitHub')).toEqual(['github']);
    expect(stems('Sign-in without two-factor authentication')).toEqual(stems('login without MFA'));
  });
});
