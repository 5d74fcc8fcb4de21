import { Button, Form, Input, Popconfirm, Select } from 'antd';
import { useState } from 'react';
import { type ColumnMap, type ImportAs, importKindNames, type Preset } from '#shared/contract/import.ts';
import { useCommand, useService } from '../../../client/queries.ts';
import type { SentDraft } from '../../../components/drafts/kept-form.tsx';
import { type ChosenFile, FileButton } from '../../../components/file-button.tsx';
import { FormDialog } from '../../../components/form-dialog.tsx';
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
  const remove = useCommand('presets.remove');
  const notify = useNotify();
  const [naming, setNaming] = useState(false);
  const known = presets.data ?? [];
  const chosen = known.find(({ id }) => id === presetId);
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
      {naming && as !== 'auto' && (
        <SavePreset
          form={{ as, columns: [...columns], map }}
          onChoose={onChoose}
          onClose={() => setNaming(false)}
        />
      )}
    </div>
  );
}

/** Keeps the present matching under a name, or takes one in that somebody else made. */
function SavePreset({
  form,
  onChoose,
  onClose,
}: {
  form: Pick<Preset, 'as' | 'columns' | 'map'>;
  onChoose: (preset: Preset) => void;
  onClose: () => void;
}) {
  const save = useCommand('presets.save');
  const take = useCommand('presets.take');
  const notify = useNotify();
  const carryOut = useCarryOut();
  const keep = async (fields: { title: string }, { sent }: SentDraft) => {
    const preset = { id: idOf(fields.title), title: fields.title.trim(), ...form };
    await carryOut(
      () => save.mutateAsync({ input: preset }),
      `已保存预设“${preset.title}”，同样表头的名单会自动选用`,
      () => {
        sent();
        onChoose({ note: '', crs: null, ...preset });
        onClose();
      },
    );
  };
  const takeIn = async ({ token }: ChosenFile) => {
    const { taken } = await take.mutateAsync({ input: { token } });
    notify.done(`已收入预设：${taken.join('、')}`);
    onClose();
  };
  return (
    <FormDialog<{ title: string }>
      title="把现在的列对应保存为预设"
      okText="保存"
      saving={save.isPending}
      onClose={onClose}
      draft={{ kind: 'preset', thing: form.as, title: importKindNames[form.as] }}
      onFinish={keep}
      foot={
        <FileButton accept=".json" onChosen={takeIn}>
          从文件收入预设
        </FileButton>
      }
    >
      <p className="quiet">同样表头的名单以后会自动选用它；也可以导出成文件交给别的单位。</p>
      <Form.Item name="title" label="预设名称" rules={[{ required: true, validator: named }]}>
        <Input autoFocus placeholder="如“市监局季度名单”" maxLength={40} />
      </Form.Item>
    </FormDialog>
  );
}

/** A name of signs alone tells nothing. */
async function named(_rule: unknown, title: unknown): Promise<void> {
  if (typeof title !== 'string' || idOf(title) === '')
    throw new Error('请填写预设名称，要有字母、数字或汉字');
}

/** An id from a title: letters, digits and Chinese, parted by hyphens. */
function idOf(title: string): string {
  return title
    .trim()
    .toLowerCase()
    .replace(/[^a-z0-9\u4e00-\u9fff]+/g, '-')
    .replace(/^-+|-+$/g, '');
}
