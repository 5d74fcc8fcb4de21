import type { Key } from 'react';
import { useState } from 'react';

/** Which rows of a table are ticked, of those that are listed: all, until somebody takes some out. */
export function useTicked(ids: readonly number[]) {
  const [unticked, setUnticked] = useState<ReadonlySet<number>>(new Set());
  const ticked = ids.filter((id) => !unticked.has(id));
  const rowSelection = {
    selectedRowKeys: ticked,
    preserveSelectedRowKeys: true,
    onChange: (keys: readonly Key[]) => {
      const kept = new Set(keys);
      setUnticked(new Set(ids.filter((id) => !kept.has(id))));
    },
  };
  return { ticked, rowSelection };
}
