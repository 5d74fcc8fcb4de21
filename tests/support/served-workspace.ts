import { spawn } from 'node:child_process';
import { commandLine } from './command-line.ts';

/** A workspace at the loopback door of a process of its own. */
export interface ServedWorkspace {
  /** Where a browser enters: good once and for a minute. */
  readonly url: string;
  stop(): Promise<void>;
}

type Environment = Readonly<Record<string, string>>;

/** Serves a workspace; `home` takes what the program keeps outside of workspaces. Errors: the process ends. */
export async function serveWorkspace(
  directory: string,
  home?: string,
  environment: Environment = {},
): Promise<ServedWorkspace> {
  return await served(['serve', directory, '--port', '0'], /http:\S+/, {
    ...(home !== undefined && { XUEANTU_HOME: home }),
    ...environment,
  });
}

/** Serves a workspace that has accounts, to people of this machine, over HTTPS. Errors: the process ends. */
export async function serveOffice(directory: string, home: string, port = 0): Promise<ServedWorkspace> {
  const listen = `127.0.0.1:${port}`;
  return await served(['office', 'serve', directory, '--listen', listen], /https:\S+/, {
    XUEANTU_HOME: home,
  });
}

async function served(
  command: readonly string[],
  address: RegExp,
  environment: Environment,
): Promise<ServedWorkspace> {
  const server = spawn(process.execPath, [commandLine, ...command], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...environment },
  });
  const url = await new Promise<string>((resolve, reject) => {
    let said = '';
    server.stdout.setEncoding('utf8').on('data', (part: string) => {
      said += part;
      const [found] = address.exec(said) ?? [];
      if (found) resolve(found);
    });
    server.once('exit', (code) => reject(new Error(`${command[0]} ended with ${code}`)));
  });
  return {
    url,
    async stop() {
      server.kill('SIGTERM');
      await new Promise((resolve) => server.once('exit', resolve));
    },
  };
}
