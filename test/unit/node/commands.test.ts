import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import type { AllowedCommand, Command } from '../../../src/extension/core/model/command.ts';
import { allow } from '../../../src/extension/core/remediate/surfaces/allow.ts';
import { callerIdentity } from '../../../src/extension/core/remediate/surfaces/aws.ts';
import { getObject } from '../../../src/extension/core/remediate/surfaces/kubectlReads.ts';
import { annotateObject, scaleObject } from '../../../src/extension/core/remediate/surfaces/kubectlWrites.ts';
import { findProgram } from '../../../src/extension/node/commandPath.ts';
import { type CommandOptions, machineCommands } from '../../../src/extension/node/commands.ts';
import { confirmed, runConfirmed } from '../../fakes/confirmed.ts';
import { recordingPrograms } from '../../fakes/recordingProgram.ts';

const scope = { context: 'prod-eu-1' };
const pod = { kind: 'pods', namespace: 'shop', name: 'storefront-1' } as const;
const get = allow(getObject(scope, pod));
const usual = () => ({ timeoutMs: 20_000, signal: new AbortController().signal });

function setUp(body: string, options: Partial<CommandOptions> = {}) {
  const programs = recordingPrograms({ kubectl: body, aws: body });
  return { ...programs, commands: machineCommands({ allow, environment: { PATH: programs.path }, ...options }) };
}

function isRunning(pid: number): boolean {
  const { stdout } = spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' });
  return /^[^Z\s]/.test(stdout.trim());
}

const pidIn = (file: string) => vi.waitFor(() => Number(readFileSync(file, 'utf8').trim() || expect.fail('not yet')), { timeout: 10_000 });

describe('[R-06] the process port', () => {
  it('starts exactly the words of the command, without a shell that would read them', async () => {
    const { commands, recorded, folder } = setUp('');
    const hostile = `$(touch ${folder}/pwned) ; touch ${folder}/pwned | \`id\` "'\\ * ~ é --all`;
    const command = annotateObject(scope, pod, { note: hostile });
    await runConfirmed(commands, command, usual());
    expect(recorded()).toEqual([{ program: 'kubectl', argv: command.argv }]);
    expect(spawnSync('ls', [folder], { encoding: 'utf8' }).stdout).not.toContain('pwned');
  });

  it('reads each command once more, whatever the types say', async () => {
    const { commands, recorded } = setUp('');
    const forged = { program: 'kubectl', argv: ['get', 'secrets', '--context=prod-eu-1'], access: 'read' } as Command as AllowedCommand;
    await expect(commands.run(forged, usual())).rejects.toMatchObject({ reason: 'refused' });
    // What changes between the check and the start.
    let reads = 0;
    const shifting = {
      ...get,
      get argv() {
        reads += 1;
        return reads === 1 ? get.argv : forged.argv;
      },
    } as AllowedCommand;
    await commands.run(shifting, usual());
    expect(recorded()).toEqual([{ program: 'kubectl', argv: get.argv }]);
  });

  it('gives exit code, output and errors as they are', async () => {
    const { commands } = setUp(`printf 'né\\n'; printf oops >&2; exit 3`);
    expect(await commands.run(get, usual())).toEqual({ kind: 'ended', exitCode: 3, stdout: 'né\n', stderr: 'oops', cut: false });
  });

  it('keeps so many bytes, reads the rest away and says so', async () => {
    const { commands } = setUp(`head -c 300000 /dev/zero | tr '\\0' x; exit 0`, { mostBytes: 1000 });
    expect(await commands.run(get, usual())).toMatchObject({ kind: 'ended', exitCode: 0, stdout: 'x'.repeat(1000), cut: true });
  });
});

describe('[R-13] the door for what changes something', () => {
  const shop = { kind: 'deployments.apps', namespace: 'shop', name: 'storefront' } as const;
  const down = scaleObject(scope, shop, { to: 0, from: 3 });
  const yesTo = (command: Command) => confirmed({ surface: 'command', command });

  it('is not the one for reads, whatever the command calls itself', async () => {
    const { commands, recorded } = setUp('');
    const refused = { reason: 'refused', why: expect.stringContaining('nobody confirmed it') };
    await expect(commands.run(allow(down), usual())).rejects.toMatchObject(refused);
    const disguised = { ...down, access: 'read' } as Command as AllowedCommand;
    await expect(commands.run(disguised, usual())).rejects.toMatchObject({ reason: 'refused' });
    expect(recorded()).toEqual([]);
  });

  it('does not open for the yes to another command', async () => {
    const { commands, recorded } = setUp('');
    const others = [scaleObject(scope, shop, { to: 1, from: 3 }), scaleObject({ context: 'staging' }, shop, { to: 0, from: 3 })];
    for (const other of others) {
      await expect(commands.act(allow(down), await yesTo(other), usual())).rejects.toMatchObject({ reason: 'refused' });
    }
    const undo = await confirmed({ surface: 'sysdigUndo', executionId: 'e-1' });
    await expect(commands.act(allow(down), undo, usual())).rejects.toMatchObject({ reason: 'refused' });
    expect(recorded()).toEqual([]);
  });

  it('opens once, for exactly the words that were confirmed', async () => {
    const { commands, recorded } = setUp('exit 1');
    const yes = await yesTo(down);
    expect(await commands.act(allow(down), yes, usual())).toMatchObject({ kind: 'ended', exitCode: 1 });
    await expect(commands.act(allow(down), yes, usual())).rejects.toMatchObject({ why: 'That yes was used already' });
    expect(recorded()).toEqual([{ program: 'kubectl', argv: down.argv }]);
  });

  it('starts nothing that the allow-list does not have, also with a yes', async () => {
    const { commands, recorded } = setUp('');
    const forged = { program: 'kubectl', argv: ['delete', 'pods', 'storefront-1', '--context=prod-eu-1'], access: 'write' } as Command;
    await expect(commands.act(forged as AllowedCommand, await yesTo(forged), usual())).rejects.toMatchObject({ reason: 'refused' });
    expect(recorded()).toEqual([]);
  });

  it('keeps a yes that started nothing, since nothing was done with it', async () => {
    const { commands, recorded } = setUp('');
    const yes = await yesTo(down);
    const nowhere = machineCommands({ allow, environment: { PATH: '/nowhere' } });
    await expect(nowhere.act(allow(down), yes, usual())).rejects.toMatchObject({ reason: 'notFound' });
    const late = { ...usual(), signal: AbortSignal.abort() };
    await expect(commands.act(allow(down), yes, late)).rejects.toMatchObject({ name: 'AbortError' });
    expect(recorded()).toEqual([]);
    expect(await commands.act(allow(down), yes, usual())).toMatchObject({ kind: 'ended', exitCode: 0 });
  });
});

describe('[R-06] the environment of a command', () => {
  const printed = async (environment: Record<string, string>, kubeconfig?: string) => {
    const { commands, path } = setUp('env', {});
    const own = machineCommands({ allow, environment: { PATH: path, ...environment }, ...(kubeconfig !== undefined && { kubeconfig }) });
    expect(await commands.find('kubectl', usual().signal)).toBeDefined();
    const outcome = await own.run(get, usual());
    return Object.fromEntries(outcome.stdout.split('\n').map((line) => line.split('=', 2) as [string, string]));
  };

  it('is the way to the tools, their files and AWS, and nothing else of the machine', async () => {
    const seen = await printed({
      ...{ HOME: '/home/u', AWS_PROFILE: 'prod', AWS_PAGER: 'less', HTTPS_PROXY: 'http://p', SYSDIG_SECURE_API_TOKEN: 'secret' },
      ...{ KUBECONFIG: '/somewhere', LD_PRELOAD: '/x.so', NODE_OPTIONS: '-r x', BROWSER: 'firefox', DISPLAY: ':0', LANG: 'de_DE' },
    });
    expect(seen).toMatchObject({
      HOME: '/home/u',
      AWS_PROFILE: 'prod',
      HTTPS_PROXY: 'http://p',
      AWS_PAGER: '',
      KUBERC: 'off',
      LC_ALL: 'C.UTF-8',
    });
    const absent = ['SYSDIG_SECURE_API_TOKEN', 'KUBECONFIG', 'LD_PRELOAD', 'NODE_OPTIONS', 'BROWSER', 'DISPLAY', 'LANG'];
    expect(absent.filter((name) => name in seen)).toEqual([]);
  });

  it('has the KUBECONFIG that the extension decided on', async () => {
    expect(await printed({ KUBECONFIG: '/somewhere' }, '/decided')).toMatchObject({ KUBECONFIG: '/decided' });
  });
});

describe('[R-25] a tool that hangs, asks or starts others', () => {
  it('has nothing to read a password from, on its input or on a terminal', async () => {
    const { commands } = setUp(`read answer && echo "got $answer"; (read other < /dev/tty) 2>/dev/null && echo asked; echo end`);
    expect(await commands.run(get, usual())).toMatchObject({ kind: 'ended', exitCode: 0, stdout: 'end\n' });
  });

  // The child is in the group; the grandchild left it for a session of its own, as a daemon does.
  const family = `sleep 300 & echo $! > "$HOME/child"; setsid sleep 300 & echo $! > "$HOME/stray"; echo before; wait`;
  const withHome = () => {
    const { folder, path } = recordingPrograms({ kubectl: family });
    return { folder, commands: machineCommands({ allow, environment: { PATH: path, HOME: folder } }) };
  };

  it('is ended after its time with all that it started, and what it printed is kept', async () => {
    const { folder, commands } = withHome();
    const outcome = await commands.run(get, { ...usual(), timeoutMs: 1_500 });
    expect(outcome).toMatchObject({ kind: 'timedOut', afterMs: 1_500, stdout: 'before\n' });
    for (const name of ['child', 'stray']) {
      const pid = await pidIn(join(folder, name));
      await vi.waitFor(() => expect(isRunning(pid)).toBe(false));
    }
  });

  it('is ended on cancel with all that it started', async () => {
    const { folder, commands } = withHome();
    const controller = new AbortController();
    const running = commands.run(get, { timeoutMs: 60_000, signal: controller.signal });
    const pids = await Promise.all(['child', 'stray'].map((name) => pidIn(join(folder, name))));
    expect(pids.map(isRunning)).toEqual([true, true]);
    controller.abort();
    expect(await running).toMatchObject({ kind: 'cancelled' });
    for (const pid of pids) await vi.waitFor(() => expect(isRunning(pid)).toBe(false));
  });

  it('is not waited for when a helper of it stays, which is ended', async () => {
    const { folder, path } = recordingPrograms({ kubectl: `sleep 300 & echo $! > "$HOME/child"; echo done` });
    const commands = machineCommands({ allow, environment: { PATH: path, HOME: folder } });
    expect(await commands.run(get, usual())).toMatchObject({ kind: 'ended', exitCode: 0, stdout: 'done\n' });
    const pid = await pidIn(join(folder, 'child'));
    await vi.waitFor(() => expect(isRunning(pid)).toBe(false));
  });

  it('is not started once it was cancelled', async () => {
    const { commands, recorded } = setUp('');
    await expect(commands.run(get, { timeoutMs: 1000, signal: AbortSignal.abort() })).rejects.toMatchObject({ name: 'AbortError' });
    expect(recorded()).toEqual([]);
  });

  it('that someone else ended is told as that', async () => {
    const { commands } = setUp('kill -TERM $$; sleep 5');
    expect(await commands.run(get, usual())).toMatchObject({ kind: 'killed', by: 'SIGTERM' });
  });
});

describe('[R-03] finding the tools', () => {
  const signal = new AbortController().signal;

  it('[V-20] tells in three lines that a tool is not there', async () => {
    const commands = machineCommands({ allow, environment: { PATH: '/nowhere' } });
    expect(await commands.find('aws', signal)).toBeUndefined();
    const failure = await commands.run(allow(callerIdentity({ region: 'eu-west-1' })), usual()).catch((error: unknown) => error as Error);
    expect(failure).toMatchObject({ reason: 'notFound', what: 'aws was not run', fix: expect.stringContaining('Install aws') });
    expect((failure as Error).message.split('\n')).toHaveLength(3);
  });

  it('[V-20] tells that a configured path can not be started', async () => {
    const { folder } = setUp('');
    writeFileSync(join(folder, 'text'), 'no program');
    const at = (kubectl: string) => machineCommands({ allow, environment: {}, programs: { kubectl } }).run(get, usual());
    await expect(at(join(folder, 'text'))).rejects.toMatchObject({ reason: 'refused', why: expect.stringContaining('EACCES') });
    await expect(at(join(folder, 'gone'))).rejects.toMatchObject({ reason: 'notFound', why: expect.stringContaining('ENOENT') });
    await expect(at('kubectl')).rejects.toMatchObject({ reason: 'notFound' });
  });

  it('takes no program of the folder that one is in, no folder and no file that may not be run', async () => {
    const { folder } = setUp('');
    expect(await findProgram('kubectl', { PATH: `.:${folder}` })).toBe(join(folder, 'kubectl'));
    expect(await findProgram('kubectl', { PATH: `:bin:${relative(process.cwd(), folder)}` })).toBeUndefined();
    chmodSync(join(folder, 'kubectl'), 0o644);
    expect(await findProgram('kubectl', { PATH: folder })).toBeUndefined();
    mkdirSync(join(folder, 'helm'));
    expect(await findProgram('helm', { PATH: folder })).toBeUndefined();
  });

  it('on Windows takes what starts without a shell only', async () => {
    const { folder } = setUp('');
    const find = (environment: Record<string, string>) => findProgram('kubectl', environment, 'win32');
    writeFileSync(join(folder, 'kubectl.cmd'), '', { mode: 0o755 });
    expect(await find({ Path: folder, PATHEXT: '.CMD;.EXE' })).toBeUndefined();
    writeFileSync(join(folder, 'kubectl.exe'), '', { mode: 0o755 });
    expect(await find({ Path: folder, PATHEXT: '.CMD;.EXE' })).toBe(join(folder, 'kubectl.exe'));
    expect(await find({ Path: folder })).toBe(join(folder, 'kubectl.exe'));
  });
});
