import { existsSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(import.meta.dirname, '..', '..', '..', 'shared', 'data');

/** Whether the folder of real lists and maps lies beside the checkout; tests that read it skip where not. */
export const hasGivenData = existsSync(folder);
export const whyWithoutData = hasGivenData ? '' : '（跳过：缺 ../shared/data）';

export function givenData(...parts: string[]): string {
  return join(folder, ...parts);
}
