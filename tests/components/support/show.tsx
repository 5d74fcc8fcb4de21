import type { ReactNode } from 'react';
import { render } from 'vitest-browser-react';
import { Frame } from '../../../renderer/app/frame.tsx';
import { followChanges } from '../../../renderer/client/queries.ts';

followChanges();

/** Shows a part of the interface as the application does: it follows what others change. */
export async function show(part: ReactNode) {
  return await render(<Frame>{part}</Frame>);
}
