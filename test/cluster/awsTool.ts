import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Command } from '../../src/extension/core/model/command.ts';
import { allow } from '../../src/extension/core/remediate/surfaces/allow.ts';
import { findProgram } from '../../src/extension/node/commandPath.ts';
import { machineCommands } from '../../src/extension/node/commands.ts';
import { awsEndpoint, expiredKey, goodKey } from '../fakes/awsEndpoint.ts';
import { runConfirmed } from '../fakes/confirmed.ts';
import { signal } from './cluster.ts';

const installed = await findProgram('aws', process.env);

/** False where the machine has no aws tool, which CI does not let pass. */
export const hasAws = installed !== undefined;
if (!hasAws && process.env['CI'])
  throw new Error('THE SUITE WITH THE REAL AWS TOOL CAN NOT RUN: aws not found on PATH (.ci/run installs it)');

/** The real aws tool through the process port, on an account of its own. The profiles are `prod`, `expired` and `wrong`. */
export async function awsTool(account?: string) {
  const endpoint = await awsEndpoint(account);
  const home = mkdtempSync(join(tmpdir(), 'threats-aws-'));
  const profile = (name: string, key: string) => `[${name}]\naws_access_key_id = ${key}\naws_secret_access_key = s\n`;
  const keys = { prod: goodKey, expired: expiredKey, wrong: 'AKIAWRONGWRONGWRONG0' };
  writeFileSync(
    join(home, 'credentials'),
    Object.entries(keys)
      .map(([name, key]) => profile(name, key))
      .join('\n'),
  );
  writeFileSync(join(home, 'config'), '[profile prod]\noutput = table\ncli_pager = false-pager-that-is-not-there\n');
  // AWS_ENDPOINT_URL came with 2.13, and an older tool without it would ask the real AWS.
  const local = `#!/bin/sh\nexec '${installed}' "$@" --endpoint-url '${endpoint.url}'\n`;
  writeFileSync(join(home, 'aws'), local, { mode: 0o755 });
  // Of the machine's own AWS settings none counts here; pyenv finds its versions by HOME.
  const files = { AWS_CONFIG_FILE: join(home, 'config'), AWS_SHARED_CREDENTIALS_FILE: join(home, 'credentials') };
  const environment = { PATH: process.env['PATH'], HOME: process.env['HOME'], ...files };
  const bounds = { AWS_EC2_METADATA_DISABLED: 'true', AWS_MAX_ATTEMPTS: '1' };
  const commands = machineCommands({ allow, environment: { ...environment, ...bounds }, programs: { aws: join(home, 'aws') } });
  return {
    ...{ endpoint, commands },
    run: (command: Command, timeoutMs = 50_000) => runConfirmed(commands, command, { timeoutMs, signal }),
    close: async () => {
      await endpoint.close();
      rmSync(home, { recursive: true, force: true });
    },
  };
}
