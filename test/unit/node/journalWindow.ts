// A window of its own on a journal, as a process: usage journalWindow.ts FOLDER NAME ATTEMPTS. It says "ready", begins when it is told to, claims
// so many requests one after the other, says who has each, and stays until it is ended.
import { fileJournal } from '../../../src/extension/node/journal.ts';
import { systemClock } from '../../../src/extension/node/systemClock.ts';
import { attempt } from '../remediate/journal/attempts.ts';

const [folder = '', name = '', attempts = ''] = process.argv.slice(2);
const journal = fileJournal(folder, systemClock, { write: () => undefined });

process.stdin.once('data', () => void claimAll());
process.stdout.write('ready\n');

async function claimAll(): Promise<void> {
  const holders: string[] = [];
  for (let target = 0; target < Number(attempts); target += 1) {
    const request = { surface: 'sysdig', type: 'KILL_CONTAINER', parameters: { 'container.id': `c${target}` } } as const;
    const record = attempt({ attempt: `${name}-${target}`, window: name, request, intendedAt: systemClock.now() });
    const claimed = await journal.claim(record);
    holders.push(claimed === 'claimed' ? record.attempt : claimed.by.attempt);
  }
  process.stdout.write(`${JSON.stringify(holders)}\n`);
}
