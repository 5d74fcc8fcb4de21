import { DownloadOutlined, EditOutlined } from '@ant-design/icons';
import { App, Button, Dropdown } from 'antd';
import { useState } from 'react';
import type { ListedScheme } from '#shared/contract/scores.ts';
import type { ScoresWanted } from '#shared/scores/scores-wanted.ts';
import { client } from '../../../client/client.ts';
import { useCommand } from '../../../client/queries.ts';
import { runTask } from '../../../client/tasks.ts';
import { useMayCall } from '../../../client/use-may.ts';
import { FileButton } from '../../../components/file-button.tsx';
import { MoreActions } from '../../../components/more-actions.tsx';
import { useCarryOut } from '../../../components/use-carry-out.ts';
import { useSaving } from '../../../components/use-saving.ts';
import { SchemeDialog } from './scheme-dialog.tsx';
import { spanTitle } from './score-spans.ts';

interface Given {
  readonly listed: ListedScheme | null;
  readonly wanted: ScoresWanted;
}

const files = {
  xlsx: { label: '评分表（Excel）', name: '评分表', extension: 'xlsx' },
  docx: { label: '评分表（Word，可打印签字）', name: '评分表', extension: 'docx' },
  zip: { label: '佐证材料包（目录、清单、原件）', name: '佐证材料', extension: 'zip' },
} as const;

/** The score sheet and the evidence for the assessors. */
export function ScoreFiles({ listed, wanted }: Given) {
  const may = useMayCall();
  const { busy, save } = useSaving();
  if (!listed || !may('scores.file')) return null;
  const take = (as: keyof typeof files) => {
    const { name, extension } = files[as];
    const title = `${listed.scheme.title}${name} ${spanTitle(wanted)}`;
    void save(() => runTask(`生成${name}`, 'scores.file', { ...wanted, as }), `${title}.${extension}`);
  };
  const items = (['xlsx', 'docx', 'zip'] as const).map((as) => ({
    key: as,
    label: files[as].label,
    onClick: () => take(as),
  }));
  return (
    <Dropdown menu={{ items }} trigger={['click']}>
      <Button type="primary" icon={<DownloadOutlined />} loading={busy}>
        导出
      </Button>
    </Dropdown>
  );
}

/** Changes a scheme of the office, makes one of what is suggested, takes one in or out as a file. */
export function SchemeActions({ listed, wanted, onChosen }: Given & { onChosen: (key: string) => void }) {
  const may = useMayCall();
  const [editing, setEditing] = useState(false);
  const takeIn = useCommand('scores.importScheme');
  const carryOut = useCarryOut();
  const { save } = useSaving();
  const remove = useRemoval(onChosen);
  if (!may('scores.saveScheme')) return null;
  const isOwn = listed?.source === 'own';
  return (
    <>
      {listed && (
        <Button icon={<EditOutlined />} onClick={() => setEditing(true)}>
          {isOwn ? '修改方案' : '另存为本单位方案'}
        </Button>
      )}
      {may('scores.importScheme') && (
        <FileButton
          accept=".json"
          onChosen={({ token }) =>
            carryOut(
              () => takeIn.mutateAsync({ input: { token } }),
              '考核方案已导入，可按 Ctrl+Z 撤销',
              ({ key }) => onChosen(key),
            )
          }
        >
          导入方案
        </FileButton>
      )}
      <MoreActions
        actions={[
          listed && may('scores.file')
            ? {
                label: '导出方案（.json）',
                does: () =>
                  void save(
                    () => client.call('scores.file', { ...wanted, as: 'json' }),
                    `${listed.scheme.title}.json`,
                  ),
              }
            : null,
          listed && isOwn && may('scores.removeScheme')
            ? { label: '删除方案', does: () => remove(listed) }
            : null,
        ]}
      />
      {editing && listed && (
        <SchemeDialog listed={listed} onSaved={onChosen} onClose={() => setEditing(false)} />
      )}
    </>
  );
}

/** Asks, and removes a scheme of the office. */
function useRemoval(onChosen: (key: string) => void) {
  const remove = useCommand('scores.removeScheme');
  const carryOut = useCarryOut();
  const { modal } = App.useApp();
  return ({ key, scheme }: ListedScheme) =>
    void modal.confirm({
      title: `删除方案“${scheme.title}”？`,
      content: '按它做的人工评分留着；可按 Ctrl+Z 撤销。',
      okText: '删除',
      cancelText: '不删',
      okButtonProps: { danger: true },
      onOk: () =>
        carryOut(
          () => remove.mutateAsync({ input: { key } }),
          '方案已删除，可按 Ctrl+Z 撤销',
          () => onChosen(`builtin-${scheme.of}`),
        ),
    });
}
