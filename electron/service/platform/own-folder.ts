import { homedir } from 'node:os';
import { dirname, join } from 'node:path';

/**
 * What the program keeps for this user of this machine, outside of workspaces. The desktop application gives the folder
 * by the path of its logs.
 */
export function ownFolder(): string {
  const { XUEANTU_HOME, XUEANTU_LOGS } = process.env;
  if (XUEANTU_HOME) return XUEANTU_HOME;
  return XUEANTU_LOGS ? dirname(XUEANTU_LOGS) : join(homedir(), '.xueantu');
}
