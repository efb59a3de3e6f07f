import { describe, expect, it } from 'vitest';
import { lineOfPlace, type Place, placeOfLine, placesOf, rowOfExhibit } from '../../../../src/extension/editor/casePanel/caseNavigation.ts';

const place = (id: string, at: string, ...cites: string[]): Place => ({ id, node: id, at: `2026-06-10T${at}.120Z`, cites });

const lines = [
  '## Cryptominer dropped',
  'A shell ran a miner [E3][E9][E14].',
  'The miner contacted its pool [E9].',
  '| Node | Time (UTC)           | Action            | Evidence |',
  '| S2   | 2026-06-10 09:12:43Z | kdevtmpfsi runs   | [E3]     |',
  '| S3   | 2026-06-10 09:13:22Z | contacts the pool | [E9]     |',
  '| S3   | 2026-06-10 09:13:40Z | sends work        | [E9]     |',
  '| E3 | `get_event_info` |',
];

describe('[K-04] from the panel to the case file', () => {
  it('a step leads to its own row, also where a sentence cites the same evidence alone', () => {
    expect(lineOfPlace(lines, place('S3', '09:13:22', 'E9'))).toBe(5);
  });

  it('an action that was folded leads to its own row, which carries the id of the node', () => {
    expect(lineOfPlace(lines, { ...place('S4', '09:13:40', 'E9'), node: 'S3' })).toBe(6);
  });

  it('of two rows of one second and one piece of evidence, a step leads to the one with its node', () => {
    const alike = [...lines, '| S8 | 2026-06-10 09:13:22Z | elsewhere | [E9] |'];
    expect(lineOfPlace(alike, place('S8', '09:13:22', 'E9'))).toBe(8);
  });

  it('without its row, a step leads to the sentence that cites it, not to the summary that cites everything', () => {
    expect(lineOfPlace(lines.slice(0, 4), place('S3', '09:13:22', 'E9'))).toBe(2);
  });

  it('a step whose evidence the file no longer cites leads nowhere', () => {
    expect(lineOfPlace(lines, place('S9', '10:00:00', 'E30'))).toBeUndefined();
  });

  it('evidence leads to its row in the Sources table', () => {
    expect(rowOfExhibit(lines, 'E3')).toBe(7);
    expect(rowOfExhibit(lines, 'E9')).toBeUndefined();
  });
});

describe('[K-04] from the case file to the panel', () => {
  const places = [place('S2', '09:12:43', 'E3'), place('S3', '09:13:22', 'E9'), { ...place('S4', '09:13:40', 'E9'), node: 'S3' }];

  it('a line selects the step that it tells, and one without a citation none', () => {
    expect(placeOfLine(lines[4] ?? '', places, undefined)).toBe('S2');
    expect(placeOfLine('no citation here', places, 'S2')).toBeUndefined();
  });

  it('of actions on one piece of evidence a row selects its own, whatever is selected', () => {
    expect(placeOfLine(lines[5] ?? '', places, 'S4')).toBe('S3');
    expect(placeOfLine(lines[6] ?? '', places, 'S3')).toBe('S4');
  });

  it('a sentence on evidence of two steps leaves the selected one selected', () => {
    expect(placeOfLine(lines[2] ?? '', places, 'S4')).toBe('S4');
    expect(placeOfLine(lines[2] ?? '', places, undefined)).toBe('S3');
  });

  it('the places of a folded node are its actions', () => {
    const action = (id: string) => ({
      id,
      at: '2026-06-10T09:12:43.000Z',
      boundary: 'pod',
      action: 'runs',
      role: 'step' as const,
      cites: ['E1'],
    });
    const folded = { ...action('S1'), place: 'B1', after: [], members: [action('S1'), action('S2')] };
    const single = { ...action('S3'), place: 'B1', after: [], members: [] };
    expect(placesOf([folded, single]).map(({ id, node }) => [id, node])).toEqual([
      ['S1', 'S1'],
      ['S2', 'S1'],
      ['S3', 'S3'],
    ]);
  });
});
