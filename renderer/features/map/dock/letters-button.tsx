import { FileWordOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import type { TableName } from '#shared/tables/table-columns.ts';
import { client } from '../../../client/client.ts';
import { late } from '../../../components/late.tsx';
import { useBusyCarryOut } from '../../../components/use-carry-out.ts';
import type { Selection } from '../selection.ts';
import { aboutOf, type TableSet } from './table-set.ts';

// Letters are seldom written, so their form is loaded when they are.
const LettersDialog = late(
  async () => (await import('../../../components/documents/letters-dialog.tsx')).LettersDialog,
);

/** Tables whose rows letters can be about. */
const subjects = { venues: 'venue', hazards: 'hazard', licences: 'licence' } as const;

function isSubject(table: TableName): table is keyof typeof subjects {
  return Object.hasOwn(subjects, table);
}

/** As many letters as one request may issue. */
const MOST = 500;

/** Writes a letter about each row of the table, or only about those that are selected. */
export function LettersButton({ set, selection }: { set: TableSet; selection: Selection }) {
  const [ids, setIds] = useState<readonly number[] | null>(null);
  const { busy, carryOut } = useBusyCarryOut();
  const { table } = set;
  if (!isSubject(table)) return null;
  const open = () =>
    carryOut(
      () => client.call('tables.ids', { ...set, about: aboutOf(selection, table) }),
      ({ ids: found }) =>
        found.length === 0
          ? '表里没有行'
          : found.length > MOST
            ? `表中有 ${found.length} 行，一次最多出具 ${MOST} 份，请先筛选或选中`
            : null,
      ({ ids: found }) => {
        if (found.length > 0 && found.length <= MOST) setIds(found);
      },
    );
  return (
    <>
      <Button
        icon={<FileWordOutlined />}
        loading={busy}
        aria-label="批量文书"
        title="对表中所示的每一行（选中了就只对选中的）出具一份文书"
        onClick={() => void open()}
      >
        批量文书
      </Button>
      {ids && <LettersDialog about={subjects[table]} ids={ids} onClose={() => setIds(null)} />}
    </>
  );
}
