import { Client, type Transport } from '@modelcontextprotocol/client';
import { connectInMemory } from '../../../src/extension/sample/inMemory.ts';
import { createSampleTenant, type SampleTenant } from '../../../src/extension/sample/tenant.ts';

export const noon = Date.UTC(2026, 5, 10, 12);

export type Answer = { readonly isError: boolean; readonly text: string; readonly structured: unknown };

/** The real SDK client, as the extension uses it: `request`, not `callTool`. */
export class SampleClient {
  readonly client = new Client({ name: 'sample-test', version: '1.0.0' });

  async ask(name: string, args: Record<string, unknown> = {}): Promise<Answer> {
    const result = await this.client.request({ method: 'tools/call', params: { name, arguments: args } });
    const [content] = result.content;
    return { isError: result.isError === true, text: content?.type === 'text' ? content.text : '', structured: result.structuredContent };
  }

  /** The answer's JSON; an error of the tool fails the test. */
  // biome-ignore lint/suspicious/noExplicitAny: tests read foreign JSON
  async read(name: string, args: Record<string, unknown> = {}): Promise<any> {
    const { isError, text } = await this.ask(name, args);
    if (isError) throw new Error(text);
    return JSON.parse(text);
  }
}

export async function connected(transport: Transport): Promise<SampleClient> {
  const sample = new SampleClient();
  await sample.client.connect(transport);
  return sample;
}

/** A tenant on a clock that the test moves. */
export async function openTenant(): Promise<{ sample: SampleClient; tenant: SampleTenant; pass: (ms: number) => void }> {
  let now = noon;
  const tenant = createSampleTenant({ now: () => now });
  return {
    sample: await connected(await connectInMemory(tenant)),
    tenant,
    pass: (ms) => {
      now += ms;
    },
  };
}
