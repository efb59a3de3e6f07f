import { InMemoryTransport, type Transport } from '@modelcontextprotocol/server';
import { createSampleServer } from './server.ts';
import { createSampleTenant, type SampleTenant } from './tenant.ts';

let shared: SampleTenant | undefined;

/**
 * The client's end of a connection to the sample tenant of this process. The tenant is made on first use and kept, so what one connection
 * contained is contained for the next.
 */
export async function openSampleTransport(tenant: SampleTenant = sharedTenant()): Promise<Transport> {
  const [clientEnd, serverEnd] = InMemoryTransport.createLinkedPair();
  await createSampleServer(tenant).connect(serverEnd);
  return clientEnd;
}

function sharedTenant(): SampleTenant {
  shared ??= createSampleTenant({ now: Date.now });
  return shared;
}
