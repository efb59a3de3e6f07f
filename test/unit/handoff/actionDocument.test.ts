import { describe, expect, it } from 'vitest';
import { adfOf, markdownBlocks } from '../../../src/extension/core/handoff/adf.ts';
import { describeDraft } from '../../../src/extension/core/handoff/description.ts';
import { draftPage } from '../../../src/extension/core/handoff/page.ts';
import { redactionClasses } from '../../../src/extension/core/handoff/redactableValues.ts';
import { draftTicket, withEdits } from '../../../src/extension/core/handoff/ticket.ts';
import { code, phrase, text } from '../../../src/extension/core/model/phrase.ts';
import { adfProblems, adfText } from '../../fakes/adfRules.ts';
import { action, line, proposed } from './actions.ts';
import { eventId } from './cases.ts';

const target = { projectKey: 'RUNTIME', redact: [] };
const pager = { routingKey: 'R'.repeat(32), redact: [] };

describe('[R-18] the ticket of an action', () => {
  it('says what to run and all that was known of it, in an order that a reader can act on', () => {
    expect(action().markdown).toBe(
      [
        '# Run by hand: `kubectl scale` on shop/storefront',
        `Runtime Threats for Sysdig proposed it for event \`${eventId}\` and did not run it. It is a kubectl command.`,
        `## What to run\n\n\`\`\`text\n${line}\n\`\`\``,
        '## Why\n\n`kdevtmpfsi` ran in it [E7].',
        '## What it does\n\n- Does: Sets `storefront` to no replica.\n- Expected: No pod of it is left.\n- Watch: pods of `storefront`.',
        '## What it breaks\n\n- 3 of 3 replicas behind Service shop/storefront end [E4].\n- Who else uses `arn:aws:iam::123456789012:role/storefront`: unknown, probe with aws.',
        '## How to take it back\n\nScale it back to 3.',
        '## What it needs\n\n- Met: update on deployments.\n- Not known whether it is met: a person on call.',
        '## Why not from here\n\nUnavailable: no: auth can-i refuses. To change that: ask for the role edit.',
        '## Where\n\n- Tenant: acme in eu1.\n- Cluster: `prod-eu-1`.\n- Namespace: `shop`.\n- Workload: `storefront`.\n- Host: `bastion`.\n- AWS account: `123456789012`.',
        'The case of this event is in the file `sysdig-runtime-investigate-18bc3a1f-20260610-0941.md`.\n',
      ].join('\n\n'),
    );
  });

  it('says how to recover what can not be taken back, and that nothing is known of what it breaks', () => {
    const reversibility = { kind: 'never', recovery: phrase`deploy ${code('storefront')} anew` } as const;
    const { markdown } = action({ action: proposed({ reversibility, breaks: [], needs: [] }) });
    expect(markdown).toContain('It can not be taken back. To recover: deploy `storefront` anew.');
    expect(markdown).toContain('## What it breaks\n\nNothing is known of what it breaks.');
    expect(markdown).not.toContain('## What it needs');
  });

  it('[H-02] [H-07] is found by its event and its action, whatever is edited, and is no ticket of the event itself', () => {
    const draft = withEdits(draftTicket(action(), target), { labels: ['soc'], body: 'nothing left' });
    expect(draft.labels).toEqual([
      'soc',
      'severity-high',
      'sysdig-action-scale-1a2b3c',
      `sysdig-event-${eventId}`,
      'sysdig-runtime-action',
    ]);
    expect(draft.body).toBe(`nothing left\n\naudit: action_id=\`scale-1a2b3c\` | event_id=\`${eventId}\` | sources=sysdig\n`);
    expect(draftTicket(action(), target)).toMatchObject({
      summary: '[Sysdig Runtime] Run by hand: kubectl scale on shop/storefront',
      issueType: 'Task',
      severity: 'high',
    });
  });

  it('[H-03] is a page of its own: its dedup key is the event with the action, whatever their lengths', () => {
    const page = draftPage(action(), pager);
    expect([page.dedupKey, page.severity, page.source]).toEqual([`sysdig-${eventId}-scale-1a2b3c`, 'error', 'shop/storefront']);
    expect(page.details).toMatchObject({ event_id: eventId, action_id: 'scale-1a2b3c', action: action().markdown });
    expect(page.details).not.toHaveProperty('verified');
    const keys = ['a', 'b'].map((end) => {
      const long = action({ eventId: 'e'.repeat(300), action: proposed({ id: `${'same '.repeat(60)}${end}` }) });
      return draftPage(long, pager).dedupKey;
    });
    expect(keys.map((key) => key.length <= 255)).toEqual([true, true]);
    expect(new Set(keys).size).toBe(2);
  });

  it('[H-02] has a summary of at most 200 characters', () => {
    const long = action({ action: proposed({ on: phrase`${text('shop/'.repeat(60))}` }) });
    expect(draftTicket(long, target).summary.length).toBeLessThanOrEqual(200);
  });
});

describe('[X-08] what leaves of an action', () => {
  it('is the exact command where nothing is chosen that covers it', () => {
    const draft = draftTicket(action(), { ...target, redact: ['accounts', 'emails'] });
    expect(draft.body).toContain(`\n${line}\n`);
    expect(draft.body).not.toContain('123456789012');
    expect(draft.incomplete).toBe(false);
  });

  it('says where a chosen class takes a target out of the command, in the draft and in the text', () => {
    const onHost = action({ line: 'aws iam detach-role-policy --role-name x --policy-arn arn:aws:iam::123456789012:policy/p' });
    const draft = draftTicket(onHost, { ...target, redact: ['accounts'] });
    expect(draft.incomplete).toBe(true);
    expect(draft.body).toContain('What to run is not complete: put in what was taken out.');
    expect(draftPage(onHost, { ...pager, redact: ['accounts'] }).incomplete).toBe(true);
    expect(draftTicket(onHost, target).incomplete).toBe(false);
  });

  it('knows a host by the scope where no label gives it away', () => {
    const draft = draftTicket(action(), { ...target, redact: ['hosts'] });
    expect(draft.body).not.toContain('bastion');
  });

  it.each([
    ['a secret', 'aws iam x --password hunter2hunter2', 'hunter2'],
    ['a character that can not be seen', 'kubectl delete pod a\u202eb', '\u202e'],
  ])('never is %s of the command, and it is said that it can not be pasted', (_what, hostile, secret) => {
    const document = action({ line: hostile });
    const draft = draftTicket(document, target);
    expect(JSON.stringify([document, draft, draftPage(document, pager)])).not.toContain(secret);
    expect(draft.body).toContain('It can not be pasted as it stands');
    expect(draft.incomplete).toBe(true);
  });

  it('[H-07] is the event id under every class', () => {
    const accountLike = action({ eventId: '123456789012' });
    expect(draftTicket(accountLike, { ...target, redact: redactionClasses }).body).toContain('event_id=`123456789012`');
  });
});

describe('[R-18] [K-07] hostile names in an action', () => {
  const names = [
    '](http://evil.example)[x](command:y)',
    '```\n# heading\n~~~',
    '<img src=x onerror=alert(1)>',
    '| a | b |\n| --- | --- |',
    '{panel}[~accountid:1]{code}',
  ];

  it.each(names)('%j stays text in Markdown and in Jira', (name) => {
    const hostile = proposed({
      name,
      on: phrase`${text(name)}`,
      does: phrase`Does ${code(name)}`,
      why: { phrase: phrase`${text(name)} ran`, cites: proposed().why.cites },
      reversibility: { kind: 'never', recovery: phrase`${text(name)}` },
      availability: { state: 'unavailable', reason: name, fix: name },
    });
    const document = action({ action: hostile, line: `echo ${name}`, scope: { cluster: name } });
    const { adf, whole } = describeDraft(draftTicket(document, target));
    expect(adfProblems(adf)).toEqual([]);
    expect(whole).toBe(true);
    // The same nodes as those of a harmless one: nothing in a name opened or closed anything.
    const kinds = (of: unknown) => (of as { content: { type: string }[] }).content.map(({ type }) => type);
    const harmless = action({
      action: { ...hostile, ...proposed({ reversibility: hostile.reversibility }) },
      line: 'echo',
      scope: { cluster: 'c' },
    });
    expect(kinds(adf)).toEqual(kinds(describeDraft(draftTicket(harmless, target)).adf));
    expect(adfText(adf)).toContain(`echo ${name}`);
    expect(JSON.stringify(adfOf(markdownBlocks(document.markdown)))).not.toMatch(/"type":"(?:link|media|panel)"/);
  });
});
