import { InMemoryTransport, type Transport } from '@modelcontextprotocol/server';
import { createSampleServer } from './server.ts';
import { createSampleTenant, type SampleTenant } from './tenant.ts';

let shared: SampleTenant | undefined;

/**
 * The client's end of a connection to the sample tenant of this process. The tenant is made on first use and kept, so what one connection
 * contained is contained for the next.
 * @param begin milliseconds since the epoch: its incidents are told as if they had just happened then; now, where absent
 */
export function openSampleTransport(begin = Date.now()): Promise<Transport> {
  shared ??= createSampleTenant({ now: Date.now, begin });
  return connectInMemory(shared);
}

/** The client's end of a connection to the given tenant. */
export async function connectInMemory(tenant: SampleTenant): Promise<Transport> {
  const [clientEnd, serverEnd] = InMemoryTransport.createLinkedPair();
  await createSampleServer(tenant).connect(serverEnd);
  return clientEnd;
}
