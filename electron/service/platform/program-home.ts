import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where the program keeps what belongs to no workspace: logs, what was compiled. */
export function programHome(): string {
  return process.env.XUEANTU_HOME ?? join(homedir(), '.xueantu');
}
