// Starts and stops the real `chevet` binary, each time in a folder of its own.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const BINARY = process.env.CHEVET_BIN ?? new URL('../../target/debug/chevet', import.meta.url).pathname;

/** How long a server may take to say where it listens, in milliseconds. A debug build on a busy machine is slow. */
const START = 300_000;

/**
 * A running server. `http` and `mllp` are where it listens.
 *
 * `start('serve')` is an empty server; `start('demo', ['--seed', '1'])` a simulated territory.
 * With `fixed: true` it keeps its ports when it is started again, which `restart()` needs. With `ready`, a line
 * of its output is waited for as well: a demo first builds its past.
 */
export async function start(verb = 'serve', args = [], { fixed = false, ready = null } = {}) {
  const data = await mkdtemp(join(tmpdir(), 'chevet-browser-'));
  const ports = fixed ? [await freePort(), await freePort()] : [0, 0];
  const server = {
    verb, args, data, ports, ready,
    child: null, http: null, mllp: null, log: [],

    /** Starts the same binary again on the same folder (and the same ports, when they are fixed). */
    async restart() {
      await launch(server);
    },
    /** Ends it as a power cut would: nothing is flushed, nobody is told. */
    async kill() {
      await end(server, 'SIGKILL');
    },
    /** Asks it to stop, and waits until it has. */
    async stop() {
      await end(server, 'SIGTERM');
    },
    /** Stops it and removes its folder. */
    async close() {
      await end(server, 'SIGTERM');
      await rm(data, { recursive: true, force: true });
    },
  };
  await launch(server);
  return server;
}

async function launch(server) {
  const args = [
    server.verb, '--data', server.data,
    '--port', String(server.ports[0]), '--mllp-port', String(server.ports[1]),
    // An address of its own has to be told before the port is known.
    ...server.args.map((it) => it.replace('{port}', server.ports[0])),
  ];
  const child = spawn(BINARY, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  server.child = child;
  server.http = server.mllp = null;
  server.log = [];
  // Somebody must read both pipes for as long as the server lives, or it would block on a full one.
  createInterface({ input: child.stderr }).on('line', (line) => remember(server, line));
  const lines = createInterface({ input: child.stdout });
  await new Promise((resolve, reject) => {
    const fail = (why) => reject(new Error(`${BINARY} ${args.join(' ')}: ${why}\n${server.log.join('\n')}`));
    const timer = setTimeout(() => fail('said nothing'), START);
    child.once('error', (error) => fail(error.message));
    const died = (code, signal) => fail(`ended with ${signal ?? code}`);
    child.once('exit', died);
    let isReady = !server.ready;
    lines.on('line', (line) => {
      remember(server, line);
      server.http ??= line.match(/http:\/\/[\w.:[\]-]+/)?.[0] ?? null;
      server.mllp ??= line.match(/mllp:\/\/[\w.:[\]-]+/)?.[0] ?? null;
      isReady ||= server.ready.test(line);
      if (server.http && server.mllp && isReady) {
        clearTimeout(timer);
        child.off('exit', died);
        resolve();
      }
    });
  });
}

async function end(server, signal) {
  const { child } = server;
  if (!child || child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill(signal);
  // A server that ignores a polite request for this long has a bug; the next test must still run.
  const impatience = setTimeout(() => child.kill('SIGKILL'), 20_000);
  await ended;
  clearTimeout(impatience);
}

function remember(server, line) {
  server.log.push(line);
  if (server.log.length > 200) server.log.shift();
}

/**
 * A port that is free now, below the range from which the system gives ports to clients:
 * between a kill and a restart nobody's outgoing connection can take it.
 */
async function freePort() {
  for (let attempt = 0; attempt < 50; attempt += 1) {
    const port = 20_000 + Math.floor(Math.random() * 12_000);
    const probe = createServer();
    const free = await new Promise((resolve) => {
      probe.once('error', () => resolve(false));
      probe.listen(port, '127.0.0.1', () => resolve(true));
    });
    await new Promise((resolve) => probe.close(resolve));
    if (free) return port;
  }
  throw new Error('no free port between 20000 and 32000');
}
