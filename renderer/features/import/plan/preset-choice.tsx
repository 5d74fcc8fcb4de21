import { Button, Input, Modal, Popconfirm, Select } from 'antd';
import { useState } from 'react';
import type { ColumnMap, ImportAs, Preset } from '#shared/contract/import.ts';
import { useCommand, useService } from '../../../client/queries.ts';
import { FileButton } from '../../../components/file-button.tsx';
import { useNotify } from '../../../components/notify.ts';
import { saveFile } from '../../../components/save-file.ts';
import { useCarryOut } from '../../../components/use-carry-out.ts';

interface Props {
  readonly presetId: string | null;
  readonly columns: readonly string[];
  /** Field → column name, as it stands now. */
  readonly map: ColumnMap;
  readonly as: ImportAs;
  readonly onChoose: (preset: Preset) => void;
}

/** Forms of lists by name: choose one, keep the present matching as one, hand them on as files. */
export function PresetChoice({ presetId, columns, map, as, onChoose }: Props) {
  const presets = useService('presets.list', {});
  const save = useCommand('presets.save');
  const remove = useCommand('presets.remove');
  const take = useCommand('presets.take');
  const notify = useNotify();
  const carryOut = useCarryOut();
  const [naming, setNaming] = useState(false);
  const [title, setTitle] = useState('');
  const known = presets.data ?? [];
  const chosen = known.find(({ id }) => id === presetId);
  const keep = async () => {
    if (as === 'auto') return;
    const preset = { id: idOf(title), title: title.trim(), as, columns: [...columns], map };
    await carryOut(
      () => save.mutateAsync({ input: preset }),
      `已保存预设“${preset.title}”，同样表头的名单会自动选用`,
      () => {
        onChoose({ note: '', crs: null, ...preset });
        setNaming(false);
      },
    );
  };
  return (
    <div className="preset-choice">
      <Select
        aria-label="预设"
        placeholder="按列名自动对应"
        value={presetId}
        onChange={(id) => {
          const preset = known.find((one) => one.id === id);
          if (preset) onChoose(preset);
        }}
        options={known.map(({ id, title: label, own }) => ({
          value: id,
          label: own ? `${label}（本区）` : label,
        }))}
      />
      <span className="preset-actions">
        <Button size="small" type="link" disabled={as === 'auto'} onClick={() => setNaming(true)}>
          保存为预设
        </Button>
        {chosen?.own && (
          <>
            <Button
              size="small"
              type="link"
              onClick={() => {
                const { own: _, ...preset } = chosen;
                saveFile(JSON.stringify(preset, null, 2), `${preset.title}.json`).catch(notify.failed);
              }}
            >
              导出
            </Button>
            <Popconfirm
              title={`删除预设“${chosen.title}”？`}
              okText="删除"
              cancelText="不删除"
              onConfirm={() => remove.mutateAsync({ input: { id: chosen.id } }).catch(notify.failed)}
            >
              <Button size="small" type="link">
                删除
              </Button>
            </Popconfirm>
          </>
        )}
      </span>
      <Modal
        open={naming}
        title="把现在的列对应保存为预设"
        okText="保存"
        cancelText="取消"
        okButtonProps={{ disabled: idOf(title) === '' }}
        confirmLoading={save.isPending}
        onOk={keep}
        onCancel={() => setNaming(false)}
      >
        <p className="quiet">同样表头的名单以后会自动选用它；也可以导出成文件交给别的单位。</p>
        <Input
          autoFocus
          placeholder="预设名称，如“市监局季度名单”"
          aria-label="预设名称"
          maxLength={40}
          value={title}
          onChange={({ target }) => setTitle(target.value)}
          onPressEnter={() => idOf(title) !== '' && void keep()}
        />
        <p className="preset-take">
          <FileButton
            accept=".json"
            onChosen={async ({ token }) => {
              const { taken } = await take.mutateAsync({ input: { token } });
              notify.done(`已收入预设：${taken.join('、')}`);
              setNaming(false);
            }}
          >
            从文件收入预设
          </FileButton>
        </p>
      </Modal>
    </div>
  );
}

/** An id from a title: letters, digits and Chinese, parted by hyphens. */
function idOf(title: string): string {
  return title
    .trim()
    .toLowerCase()
    .replace(/[^a-z0-9\u4e00-\u9fff]+/g, '-')
    .replace(/^-+|-+$/g, '');
}
