// A server of the 1.x SDK over stdio, as a process started by another one: usage node stdioServer.mjs [child]
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { CallToolRequestSchema, ListToolsRequestSchema } from '@modelcontextprotocol/sdk/types.js';

if (process.argv[2] === 'child') {
  // Deaf to the end of its input and to polite signals, as a stuck server is.
  process.on('SIGTERM', () => undefined);
  setInterval(() => undefined, 1000);
  const server = new Server({ name: 'stdio', version: '1.0.0' }, { capabilities: { tools: {} } });
  server.setRequestHandler(ListToolsRequestSchema, async () => ({
    tools: [{ name: 'get_customer_settings', inputSchema: { type: 'object' } }],
  }));
  server.setRequestHandler(CallToolRequestSchema, async () => ({
    content: [
      {
        type: 'text',
        text: JSON.stringify({ pid: process.pid, token: process.env.SYSDIG_SECURE_API_TOKEN, other: process.env.OTHER ?? null }),
      },
    ],
  }));
  await server.connect(new StdioServerTransport());
} else {
  spawn(process.execPath, [fileURLToPath(import.meta.url), 'child'], { stdio: 'inherit' });
}
