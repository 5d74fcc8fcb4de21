import { useState } from 'react';
import { expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { everything } from '#shared/tables/query.ts';
import { client } from '../../renderer/client/client.ts';
import { CountingPanel } from '../../renderer/features/map/dock/counting/counting-panel.tsx';
import { useCounting } from '../../renderer/features/map/dock/counting/use-counting.ts';
import type { TableState } from '../../renderer/features/map/map-state.ts';
import { nothingSelected } from '../../renderer/features/map/selection.ts';
import { button, tabTo } from './support/keyboard.ts';
import { show } from './support/show.tsx';

/** The counting of the venues, with what the table beside it would show. */
function Counting({ onState }: { onState: (state: TableState) => void }) {
  const counting = useCounting('venues');
  const [state, setState] = useState<TableState>({ query: everything, text: '' });
  return (
    <div style={{ width: 900, height: 500, display: 'flex' }}>
      <CountingPanel
        table="venues"
        state={state}
        onState={(next) => {
          setState(next);
          onState(next);
        }}
        selection={nothingSelected}
        counting={counting}
      />
    </div>
  );
}

it('by keyboard a figure opens exactly its rows, the counting stays, and it is copied for a spreadsheet', async () => {
  const shown = vi.fn<(state: TableState) => void>();
  const write = vi.spyOn(navigator.clipboard, 'write').mockResolvedValue();
  await show(<Counting onState={shown} />);
  const first = page.getByRole('table').getByRole('button').first();
  await tabTo(first);
  await userEvent.keyboard('{ArrowDown}{ArrowDown}{ArrowRight}{Enter}');
  await expect.poll(() => shown.mock.calls.length).toBe(1);
  const cell = document.activeElement;
  expect(cell?.getAttribute('aria-pressed')).toBe('true');
  const told = Number(cell?.textContent?.replaceAll(',', ''));
  const query = shown.mock.calls[0]?.[0].query ?? everything;
  expect(told).toBeGreaterThan(0);
  expect((await client.call('tables.ids', { table: 'venues', query })).ids.length).toBe(told);
  const { ids } = await client.call('tables.ids', { table: 'venues', query: everything });
  const total = page.getByRole('button', { name: new RegExp(`^合计，合计：${ids.length}$`) });
  await expect.element(total).toBeVisible();
  await tabTo(button('复制统计表'));
  await userEvent.keyboard('{Enter}');
  await expect.poll(() => write.mock.calls.length).toBe(1);
  const [item] = write.mock.calls[0]?.[0] ?? [];
  const text = await (await item?.getType('text/plain'))?.text();
  expect(text?.split('\n')[0]).toMatch(/^类别＼判定（行数）\t.*\t合计$/);
  expect(text?.split('\n').at(-1)).toMatch(new RegExp(`^合计\t.*\t${ids.length}$`));
  expect(await (await item?.getType('text/html'))?.text()).toMatch(/^<table/);
});
