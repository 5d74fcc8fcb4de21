import type { ReactNode } from 'react';
import { render } from 'vitest-browser-react';
import { Frame } from '../../../renderer/app/frame.tsx';
import { followChanges } from '../../../renderer/client/queries.ts';

followChanges();

/** Shows a part of the interface as the application does: it follows what others change. */
export async function show(part: ReactNode) {
  const shown = await render(<Frame>{part}</Frame>);
  return { ...shown, rerender: async (again: ReactNode) => await shown.rerender(<Frame>{again}</Frame>) };
}
