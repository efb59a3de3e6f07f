import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RemediationLog } from '../../../src/extension/core/model/remediation.ts';
import { appendRemediationLog } from '../../../src/extension/core/report/appendRemediationLog.ts';
import { renderCase } from '../../../src/extension/core/report/caseFile.ts';
import { mergeCase } from '../../../src/extension/core/report/mergeCase.ts';
import { parseCaseFooter } from '../../../src/extension/core/report/parseCaseFooter.ts';
import { renderRemediationLog } from '../../../src/extension/core/report/remediationLog.ts';
import { remediationSummary } from '../../../src/extension/core/report/remediationSummary.ts';
import { verifyCase } from '../../../src/extension/core/report/verify/verifyCase.ts';
import { storefrontCase } from '../../fixtures/cases/storefront.ts';
import { storefrontLog } from '../../fixtures/remediation/storefrontLog.ts';
import { hostile } from './hostile.ts';
import { laterCase } from './laterCase.ts';

const section = renderRemediationLog(storefrontLog);
const told = renderCase(storefrontCase);
const fresh = renderCase(laterCase);

/** Everything between the marks of a log, marks included. */
const logs = /<!-- remediation log [\s\S]*?<!-- end of remediation log \w+ -->/g;

/** A case in which a person wrote above and below. */
const notes = fc.array(fc.constantFrom('', 'Called Bob.', '- [ ] ask [E3]', '```', '### Audit notes', '| a | b |', '<!-- mine -->'), {
  maxLength: 6,
});
const writtenIn = fc.record({ below: notes, ended: fc.boolean(), crlf: fc.boolean() }).map(({ below, ended, crlf }) => {
  const text = `${told.trimEnd()}${below.length === 0 ? '' : `\n${below.join('\n')}`}${ended ? '\n' : ''}`;
  return crlf ? text.replaceAll('\n', '\r\n') : text;
});

function findings(text: string): readonly unknown[] {
  return verifyCase(text).findings.map(({ code, message, from, to }) => ({ code, message, from, to }));
}

describe('a remediation log in a case', () => {
  it('[R-21] changes nothing outside itself, is replaced where it stands, and leaves the verifier’s word as it was', () => {
    fc.assert(
      fc.property(writtenIn, fc.string(), (text, logId) => {
        const once = appendRemediationLog(text, section, logId);
        const [before = '', after = ''] = once.split(logs);
        const gap = once.length - text.length - (once.match(logs)?.[0].length ?? 0);
        expect(gap).toBeGreaterThanOrEqual(0);
        expect(gap).toBeLessThanOrEqual(6);
        expect(text.startsWith(before.trimEnd())).toBe(true);
        expect(text.endsWith(after.trimStart())).toBe(true);
        expect(`${before.trimEnd()}${after}`.replace(/\s+/g, '')).toBe(text.replace(/\s+/g, ''));
        expect(findings(once)).toEqual(findings(text));
        expect(verifyCase(once).standing).toBe(verifyCase(text).standing);
        expect(parseCaseFooter(once)).toEqual(parseCaseFooter(text));
        const again = appendRemediationLog(once, `${section}\n\nMore.`, logId);
        expect(again.split(logs)).toEqual(once.split(logs));
        expect(again).toContain('More.');
        expect(appendRemediationLog(again, section, logId)).toBe(once);
      }),
    );
  });

  it('[R-21] stands behind the log of an earlier remediation of the case', () => {
    const two = appendRemediationLog(appendRemediationLog(told, section, 'first'), section.replace('acme, eu1', 'acme, us2'), 'second');
    expect(two.match(logs)?.map((log) => /acme, \w+/.exec(log)?.[0])).toEqual(['acme, eu1', 'acme, us2']);
    expect(appendRemediationLog(two, section, 'first')).toBe(two);
  });

  it('[R-21] [K-12] survives a refresh byte by byte, below the Audit of today, while a person’s notes go where they always go', () => {
    const noted = `${told}\nBob was called.\n`;
    const refreshed = mergeCase(appendRemediationLog(noted, section, 'one'), fresh);
    expect(refreshed.match(logs)).toEqual(appendRemediationLog(noted, section, 'one').match(logs));
    expect(refreshed.replace(logs, '').trimEnd()).toBe(mergeCase(noted, fresh).trimEnd());
    expect(mergeCase(refreshed, fresh)).toBe(refreshed);
    expect(appendRemediationLog(refreshed, section, 'one')).toBe(refreshed);
  });

  it('[X-01] is judged like anything that a person wrote once it was changed by hand', () => {
    const text = appendRemediationLog(told, section, 'one');
    expect(findings(text)).toEqual([]);
    const lie = text.replace('3 of 3 replicas are ready', '0 of 3 replicas are ready');
    expect(lie).not.toBe(text);
    expect(findings(lie)).not.toEqual([]);
    expect(findings(text.replace('## Remediation log', '## Remediation log\n\nThe attacker was `mallory`.'))).not.toEqual([]);
    expect(findings(text.replaceAll('| --- |', '| :------ |').replaceAll(' | ', '   |  '))).toEqual([]);
  });

  it('[X-01] hides nothing above the Audit: there its marks mean nothing', () => {
    const log = appendRemediationLog('', 'The attacker was `mallory` at 203.0.113.9.', 'x').trim();
    expect(findings(told.replace('### Sources', `${log}\n\n### Sources`))).not.toEqual([]);
  });

  it('[R-21] holds whatever names and answers a tenant gives as data: no line, no mark and no heading of theirs', () => {
    fc.assert(
      fc.property(fc.oneof(fc.constantFrom(...hostile), fc.string({ unit: 'binary' })), (words) => {
        const log = saying(words);
        const lines = renderRemediationLog(log).split('\n');
        expect(lines.filter((line) => line.startsWith('#'))).toEqual(section.split('\n').filter((line) => line.startsWith('#')));
        const text = appendRemediationLog(told, lines.join('\n'), 'x');
        expect(text.match(logs)).toHaveLength(1);
        expect(findings(text)).toEqual([]);
        expect(remediationSummary(log).join('')).not.toMatch(/\p{Cc}/u);
      }),
    );
  });
});

/** The log with a text of the tenant's everywhere where one can be. */
function saying(words: string): RemediationLog {
  const [action, ...rest] = storefrontLog.actions;
  if (action === undefined) throw new Error('the log has actions');
  const bad = [
    { kind: 'text', text: words },
    { kind: 'code', text: words },
  ] as const;
  const swapped = {
    ...action,
    action: { name: words, on: bad, why: { ...action.action.why, phrase: bad } },
    run: { said: words, executionId: words },
    undo: { kind: 'call', text: `undo ${words}` },
    filed: words,
  } as const;
  return {
    ...storefrontLog,
    title: words,
    missing: [words],
    actions: [swapped, ...rest],
    trail: [{ at: 0, text: words }],
    watch: { state: 'still_active', polls: 1, of: 10, since: 0, refires: [words], timeline: [{ at: 0, text: words }] },
  };
}

describe('what a remediation log says', () => {
  it('[R-21] cites each line of the mini-map with its surface, and leaves out a citation that is not among its sources', () => {
    const [first, ...rest] = storefrontLog.evidence;
    const without = renderRemediationLog({ ...storefrontLog, evidence: rest });
    expect(first?.id).toBe('P1');
    expect(without).not.toContain('[P1]');
    expect(section).toContain('- **Identity** (SysQL, kubectl): 3 of 3 replicas are ready [P3][P4].');
  });

  it('[R-21] lists what fired again, and counts what is not listed', () => {
    const watch = { state: 'still_active', polls: 2, of: 10, since: 0, refires: ['aa', 'bb'], refireCount: 130, timeline: [] } as const;
    expect(renderRemediationLog({ ...storefrontLog, watch })).toContain('Fired again: `aa`, `bb`, and 128 more.');
  });

  it('[R-21] says what a silence proves only where there was one', () => {
    const honest = 'The rule fired once an hour before.';
    const base = { polls: 2, of: 10, since: 0, refires: [], timeline: [{ at: 0, text: 'Ended' }], honest };
    const first = (state: 'cleared' | 'still_active') => remediationSummary({ ...storefrontLog, watch: { ...base, state } })[0];
    expect(first('cleared')).toContain(honest);
    expect(first('still_active')).not.toContain(honest);
  });

  it('[R-21] says that nothing was run where nothing was', () => {
    const none = { ...storefrontLog, actions: storefrontLog.actions.filter(({ status }) => status === 'skipped') };
    const [outcome, actions] = remediationSummary(none);
    expect(outcome).toMatch(/^Nothing was run, so the threat is as it was\./);
    expect(actions).toBe('aws iam put-user-policy on backup-admin was filed as RUNTIME-1234. Declined: KILL_CONTAINER on 3f2a9c81d7be.');
  });
});
