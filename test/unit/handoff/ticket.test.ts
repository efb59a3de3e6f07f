import { describe, expect, it } from 'vitest';
import { redactionClasses } from '../../../src/extension/core/handoff/redactableValues.ts';
import { draftTicket, ticketProblems, withEdits } from '../../../src/extension/core/handoff/ticket.ts';
import { renderCase } from '../../../src/extension/core/report/caseFile.ts';
import { parseCaseFooter } from '../../../src/extension/core/report/parseCaseFooter.ts';
import { storefrontCase } from '../../fixtures/cases/storefront.ts';
import { draft, eventId, handoffCase } from './cases.ts';

describe('the draft of a ticket', () => {
  it('[H-02] a Task, unless the case is an incident', () => {
    expect(draft().issueType).toBe('Task');
    expect(draft({ isIncident: true }).issueType).toBe('Incident');
  });

  it('[H-02] a summary of at most 200 characters, cut between words', () => {
    const { summary } = draft({ title: 'Suspicious process '.repeat(40) });
    expect(summary).toMatch(/^\[Sysdig Runtime\] Suspicious .*(?:process|Suspicious)…$/);
    expect(summary.length).toBeLessThanOrEqual(200);
    expect(summary.length).toBeGreaterThan(180);
    expect(draft({ title: 'x'.repeat(195) }).summary).toBe(`[Sysdig Runtime] ${'x'.repeat(182)}…`);
  });

  it('[H-02] labels without spaces, the tactic with dashes', () => {
    expect(draft({ tactic: 'privilege_escalation' }).labels).toEqual([
      'sysdig-runtime-investigation',
      'privilege-escalation',
      'severity-high',
      `sysdig-event-${eventId}`,
    ]);
    const odd = draft({ eventId: 'a b"c' });
    expect(odd.labels.at(-1)).toBe('sysdig-event-a%20b%22c');
    expect(ticketProblems(odd)).toEqual([]);
  });

  it('[H-02] [H-07] the body is the case with its audit line: event id, who was asked, whether it was verified, what was taken out', () => {
    const of = handoffCase();
    const plain = draft();
    expect(plain.body).toBe(`${of.markdown}\naudit: event_id=\`${eventId}\` | sources=sysdig | verified=yes\n`);
    const url = 'https://services.nvd.nist.gov/rest/json/cves/2.0?cveId=CVE-2022-22965';
    const evidence = storefrontCase.evidence.map((one) => (one.id === 'E2' ? { ...one, source: { kind: 'http' as const, url } } : one));
    const asked = renderCase({ ...storefrontCase, evidence });
    expect(draft({ markdown: asked, verified: false }).audit).toBe(`audit: event_id=\`${eventId}\` | sources=sysdig,nvd | verified=no`);
    const redacted = draftTicket(of, { projectKey: 'RUNTIME', redact: ['accounts', 'addresses', 'hosts'] });
    expect(redacted.audit).toMatch(/\| removed=accounts \d+, addresses \d+, hosts \d+$/);
    expect(redacted.body).toContain(`- Event: \`${eventId}\``);
  });

  it('[X-08] title, body, attachment and its name are redacted alike', () => {
    const of = handoffCase({ title: 'Shell on bastion-02.corp.example', file: '/home/dana/bastion-02.corp.example.md' });
    const { summary, body, attachment } = draftTicket(of, { projectKey: 'RUNTIME', redact: ['hosts'] });
    expect([summary, attachment?.name]).toEqual(['[Sysdig Runtime] Shell on ‹host 1›', '‹host 1›.md']);
    for (const text of [body, attachment?.text]) expect(text).not.toContain('ip-10-0-3-17');
  });

  it('[X-08] what was taken out is told below the title, in the body and in the file alike', () => {
    const of = handoffCase({ markdown: `## A shell\n\nOn bastion-02.corp.example by dana@acme.example [E1].\n` });
    const { body, attachment } = draftTicket(of, { projectKey: 'RUNTIME', redact: ['hosts', 'emails'] });
    const told =
      '## A shell\n\n> **Redacted before it was handed off:** 1 e-mail address, 1 host name.\n\nOn ‹host 1› by ‹e-mail 1› [E1].\n';
    expect(attachment?.text).toBe(told);
    expect(body.startsWith(told)).toBe(true);
    expect(draft().attachment?.text).toBe(handoffCase().markdown);
  });

  it('[X-08] a redacted file keeps event and seal verbatim, and is not taken for the case that was sealed', () => {
    const of = handoffCase();
    const { attachment } = draftTicket(of, { projectKey: 'RUNTIME', redact: redactionClasses });
    for (const line of [`- Event: \`${eventId}\``, of.markdown.split('\n').find((one) => one.startsWith('- Seal: '))]) {
      expect(attachment?.text.split('\n')).toContain(line);
    }
    expect(attachment?.text.match(/\[E\d+\]/g)).toEqual(of.markdown.match(/\[E\d+\]/g));
    expect(parseCaseFooter(of.markdown).status).toBe('ok');
    expect(parseCaseFooter(attachment?.text ?? '').status).toBe('malformed');
  });

  it('[H-07] [X-08] the beginning of an event id in a file name is no account', () => {
    const of = handoffCase({
      eventId: '12345678901234567890123456789012',
      file: '/tmp/sysdig-runtime-investigate-123456789012-20260610-0941.md',
    });
    const { attachment, body } = draftTicket(
      { ...of, markdown: of.markdown.replaceAll(eventId, of.eventId) },
      { projectKey: 'R', redact: ['accounts'] },
    );
    expect(attachment?.name).toBe('sysdig-runtime-investigate-123456789012-20260610-0941.md');
    expect(body).toContain(of.eventId);
  });

  it('[H-02] only the name of the file leaves, not where it is', () => {
    const { kept, attachment, body } = draft({ file: 'C:\\Users\\dana\\cases\\case.md' });
    expect([kept, attachment?.name]).toEqual(['the case is in C:\\Users\\dana\\cases\\case.md', 'case.md']);
    expect(body).not.toContain('dana');
  });
});

describe('editing a ticket', () => {
  it('[H-04] changes the fields and nothing else', () => {
    const edited = withEdits(draft(), { projectKey: 'SEC', issueType: 'Incident', summary: ' Miner\nin shop ' });
    expect(edited).toEqual({ ...draft(), projectKey: 'SEC', issueType: 'Incident', summary: 'Miner in shop' });
  });

  it('[H-07] the event id stays whatever is edited', () => {
    const edited = withEdits(draft(), { body: 'Short.', labels: ['mine'] });
    expect(edited.body).toBe(`Short.\n\n${draft().audit}\n`);
    expect(edited.labels).toEqual(['mine', 'severity-high', `sysdig-event-${eventId}`]);
    expect(withEdits(draft(), { body: `${draft().audit}\n\nmore` }).body).toBe(`more\n\n${draft().audit}\n`);
  });

  it('[H-04] another severity takes the place of the first one', () => {
    const edited = withEdits(draft(), { severity: 'low' });
    expect(edited.labels.filter((label) => label.startsWith('severity-'))).toEqual(['severity-low']);
    expect(edited.severity).toBe('low');
  });

  it('[X-08] secrets that a person pasted are masked', () => {
    const { summary, body } = withEdits(draft(), { summary: 'password=hunter2 seen', body: 'It used --token abc123' });
    expect(`${summary} ${body}`).not.toMatch(/hunter2|abc123/);
  });

  it('[H-04] says by field what can not be filed', () => {
    const bad = withEdits(draft(), { projectKey: 'a b', issueType: ' ', summary: 'x'.repeat(201), labels: ['a b', 'ok'] });
    expect(ticketProblems(bad).map(({ field }) => field)).toEqual(['projectKey', 'issueType', 'summary', 'labels']);
    expect(ticketProblems(withEdits(draft(), { summary: '', labels: ['x'.repeat(256)] })).map(({ field }) => field)).toEqual([
      'summary',
      'labels',
    ]);
    expect(ticketProblems(draft())).toEqual([]);
  });
});
