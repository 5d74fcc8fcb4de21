import { expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { tableColumns } from '#shared/tables/table-columns.ts';
import { DataGrid } from '../../renderer/components/data-grid/data-grid.tsx';
import { show } from './support/show.tsx';

it('Enter takes the letters of a pinyin in a cell, and leaves the cell only when they are taken', async () => {
  const edited = vi.fn(async () => undefined);
  const row = { id: 1, values: { name: '老店' }, venueId: 1, schoolId: null, lng: null, lat: null };
  await show(
    <div style={{ width: 600, height: 300, display: 'grid' }}>
      <DataGrid
        label="场所"
        columns={tableColumns.venues}
        shown={[{ key: 'name', width: 200 }]}
        titles={{ category: new Map(), rule: new Map() }}
        read={async () => ({ total: 1, rows: [row] })}
        version={0}
        sort={[]}
        totals={null}
        isPicked={() => false}
        picked={null}
        inSight={null}
        drawings={{}}
        head={() => null}
        onShown={() => undefined}
        onSort={() => undefined}
        onOpen={() => undefined}
        onPick={() => undefined}
        onEdit={edited}
        onCopy={() => undefined}
      />
    </div>,
  );
  const cell = page.getByRole('gridcell', { name: '老店' });
  await expect.element(cell).toBeVisible();
  await userEvent.dblClick(cell);
  const field = page.getByRole('textbox');
  await expect.element(field).toBeVisible();
  await field.fill('新dian');
  // As a browser on macOS tells it: the key itself, and that letters are being put together.
  const enter = { key: 'Enter', code: 'Enter', bubbles: true, cancelable: true };
  for (const how of [{ isComposing: true }, { isComposing: false, keyCode: 229 }])
    field.element().dispatchEvent(new KeyboardEvent('keydown', { ...enter, ...how }));
  field.element().dispatchEvent(new KeyboardEvent('keydown', { ...enter, key: 'Escape', isComposing: true }));
  await expect.element(field).toBeVisible();
  expect(edited).not.toHaveBeenCalled();
  await field.fill('新店');
  await userEvent.keyboard('{Enter}');
  await expect.poll(() => edited.mock.calls.length).toBe(1);
  expect(edited).toHaveBeenCalledWith(expect.objectContaining({ id: 1 }), expect.anything(), '新店');
});
