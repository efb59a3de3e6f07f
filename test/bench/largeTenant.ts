import type { AddressInfo } from 'node:net';
import { parseFaults } from '../../src/extension/sample/faults.ts';
import { createHttpServer } from '../../src/extension/sample/http.ts';
import { createSampleTenant } from '../../src/extension/sample/tenant.ts';
import { cursorOf, type EventRecord, emptyWorld, hexId, nanoseconds } from '../../src/extension/sample/world.ts';
import { buildToCluster } from '../fixtures/incidents/buildToCluster.ts';

const events = 50_000;
const minute = 60_000;

/** The neighbours of an incident, over and over again: a tenth of them within the hours around it, the others in the two weeks before. */
function noise(of: readonly EventRecord[], now: number): readonly EventRecord[] {
  return Array.from({ length: events }, (_, n) => {
    const like = of[n % of.length];
    if (like === undefined) throw new Error('There is nothing to repeat.');
    const id = hexId(`noise/${n}`);
    const ago = n % 10 === 0 ? (n / 10) % 240 : 240 + ((n * 7) % 19_900);
    return { ...like, id, cursor: cursorOf(id), timestamp: nanoseconds(now - ago * minute, id), severity: 4 + (n % 4) };
  });
}

/** Serves the incident amid its noise and prints the address, then the group to investigate. */
function serve(): void {
  const now = Date.now();
  const world = emptyWorld();
  const { groups, apart } = buildToCluster.tell(world, now);
  world.events.push(
    ...noise(
      world.events.filter(({ id }) => apart.includes(id)),
      now,
    ),
  );
  const server = createHttpServer({ tenant: createSampleTenant({ now: () => now, world }), latency: 0, faults: parseFaults([]) });
  server.listen(0, '127.0.0.1', () => {
    process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}/mcp/secure\n${groups.at(-1)}\n`);
  });
  process.once('SIGTERM', () => {
    server.close();
    server.closeAllConnections();
  });
}

serve();
