import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { afterEach, describe, expect, it } from 'vitest';
import { connected, type SampleClient } from './sampleClient.ts';

const serve = new URL('../../../src/extension/sample/serve.ts', import.meta.url).pathname;
const running: ChildProcess[] = [];
const open: SampleClient[] = [];

afterEach(async () => {
  for (const sample of open.splice(0)) await sample.client.close();
  for (const child of running.splice(0)) child.kill();
});

function run(args: readonly string[]): ChildProcess {
  const child = spawn(process.execPath, [serve, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  running.push(child);
  return child;
}

/** Starts the tenant and returns its first lines of output, the address first. */
async function started(args: readonly string[], lines = 1): Promise<{ child: ChildProcess; said: string[]; url: URL }> {
  const child = run(args);
  const said: string[] = [];
  for await (const line of createInterface({ input: child.stdout! })) {
    said.push(line);
    if (said.length === lines) break;
  }
  return { child, said, url: new URL(said[0]!) };
}

async function client(url: URL, token?: string): Promise<SampleClient> {
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
  const sample = await connected(new StreamableHTTPClientTransport(url, { requestInit: { headers } }));
  open.push(sample);
  return sample;
}

describe('npm run tenant', { timeout: 30_000 }, () => {
  it('[C-01] serves sessions over HTTP on loopback, behind a bearer token, and ends on SIGTERM', async () => {
    const { child, said, url } = await started(['--token', 'secret']);
    expect(said[0]).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/mcp\/secure$/);
    for (const headers of [{}, { authorization: 'Bearer wrong!' }]) {
      const refused = await fetch(url, { method: 'POST', headers, body: '{}' });
      expect(refused.status).toBe(401);
      expect(refused.headers.get('www-authenticate')).toMatch(/^Bearer/);
    }
    const [one, other] = [await client(url, 'secret'), await client(url, 'secret')];
    expect((await one.client.listTools()).tools).toHaveLength(26);
    await one.read('save_skill_state', { skill_state: 'remediate', version: 0, data: {} });
    expect(await other.read('get_skill_state', { skill_state: 'remediate' })).toEqual({ version: 1 });
    const stale = {
      authorization: 'Bearer secret',
      'mcp-session-id': 'gone',
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
    };
    expect((await fetch(url, { method: 'POST', headers: stale, body: '{"jsonrpc":"2.0","id":1,"method":"tools/list"}' })).status).toBe(404);
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
  });

  it('[C-04] makes tools fail as asked, as often as asked', async () => {
    const faults = [
      'get_customer_settings=429@1',
      'get_event_info=cut',
      'list_runtime_events=hang',
      'fetch_threat_intelligence_feed=huge',
      'run_sysql=garbage',
      'get_capture_storage=empty',
      'list_response_actions=shape',
    ];
    const { url } = await started(faults.flatMap((fault) => ['--faults', fault]));
    const sample = await client(url);
    expect((await sample.ask('get_customer_settings')).text).toMatch(/status code: 429/);
    expect((await sample.ask('get_customer_settings')).isError).toBe(false);
    expect((await sample.ask('run_sysql', { sysql_query: 'x' })).text).toMatch(/^<html>/);
    expect((await sample.ask('get_capture_storage')).text).toBe('');
    expect(await sample.read('list_response_actions')).toEqual({ data: { unexpected: true } });
    expect((await sample.ask('fetch_threat_intelligence_feed')).text.length).toBeGreaterThan(10_000_000);
    const rawCall = async (name: string, signal?: AbortSignal): Promise<string> => {
      const headers = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' };
      const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name, arguments: {} } });
      return (await fetch(url, { method: 'POST', headers, body, signal: signal ?? null })).text();
    };
    await expect(rawCall('get_event_info')).rejects.toThrow(/terminated/);
    await expect(rawCall('list_runtime_events', AbortSignal.timeout(300))).rejects.toMatchObject({ name: 'TimeoutError' });
  });

  it('imports recordings together, moved by the one offset that it prints, and nothing else', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tenant-'));
    const falco = join(folder, 'falco.jsonl');
    const cloudtrail = join(folder, 'cloudtrail.json');
    writeFileSync(
      falco,
      JSON.stringify({ rule: 'A rule', priority: 'Error', time: '2025-02-03T04:05:06.1Z', output: 'o', output_fields: {} }),
    );
    writeFileSync(
      cloudtrail,
      JSON.stringify([
        { eventID: '1', eventName: 'StopLogging', eventSource: 'cloudtrail.amazonaws.com', eventTime: '2025-02-03T05:05:06Z' },
      ]),
    );
    const { said, url } = await started(['--falco', falco, '--cloudtrail', cloudtrail], 2);
    const [, offset] = /^2 recorded events, all moved by (\d+) ms$/.exec(said[1]!) ?? [];
    const { data } = await (await client(url)).read('list_runtime_events', { scope_hours: 2 });
    const recorded = data.map(({ timestamp }: { timestamp: number }) => Math.round(timestamp / 1e6) - Number(offset));
    expect(recorded).toEqual([Date.UTC(2025, 1, 3, 5, 5, 6), Date.UTC(2025, 1, 3, 4, 5, 6, 100)]);
  });

  it('[I-02] --empty has no groups and no events', async () => {
    const { url } = await started(['--empty']);
    const sample = await client(url);
    expect((await sample.read('list_threats_engine_groups')).data).toEqual([]);
    expect((await sample.read('list_runtime_events', { scope_hours: 336 })).data).toEqual([]);
  });

  it.each([['--port', 'eighty'], ['--faults', 'run_sysql=explode'], ['--wat'], ['--cloudtrail', '/nowhere/at/all.json']])(
    'exits with 2 and its usage on %s %s',
    async (...args) => {
      const child = run(args);
      let said = '';
      child.stderr?.on('data', (chunk) => {
        said += chunk;
      });
      const [code] = await once(child, 'close');
      expect(code).toBe(2);
      expect(said).toContain('usage: npm run tenant');
    },
  );
});
