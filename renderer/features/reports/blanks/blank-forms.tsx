import { InboxOutlined } from '@ant-design/icons';
import { Button, Popconfirm, Table, Upload } from 'antd';
import { useState } from 'react';
import type { OutputOf } from '#shared/contract/contract.ts';
import { client } from '../../../client/client.ts';
import { useCommand, useService } from '../../../client/queries.ts';
import { type ChosenFile, FileButton } from '../../../components/file-button.tsx';
import { momentText } from '../../../components/format.ts';
import { EmptyState } from '../../../components/states.tsx';
import { useCarryOut } from '../../../components/use-carry-out.ts';
import { BlankFilling } from './blank-filling.tsx';
import type { OpenedBlank } from './use-blank.ts';
import './blanks.css';

const accepted = '.xlsx,.docx';

/** Blank forms of superiors: dropped in, filled from what is known, kept for the next time. */
export function BlankForms({ today }: { today: string }) {
  const [opened, setOpened] = useState<OpenedBlank | null>(null);
  if (opened)
    return (
      <BlankFilling
        key={JSON.stringify(opened.source)}
        opened={opened}
        today={today}
        onClose={() => setOpened(null)}
      />
    );
  const take = ({ token, name }: ChosenFile) =>
    setOpened({ source: { token }, name: name.replace(/\.\w+$/, ''), fileName: name, content: null });
  return (
    <>
      <BlankDrop onChosen={take} />
      <SavedBlanks onOpen={setOpened} />
    </>
  );
}

function BlankDrop({ onChosen }: { onChosen: (chosen: ChosenFile) => void }) {
  const carryOut = useCarryOut();
  const { upload } = client;
  const hint =
    '认得出的栏目按工作区的数据填好，没有把握的标“待核”不写入，公式、下拉、合并单元格和打印设置保持原样。';
  if (!upload)
    return (
      <div className="blank-choose">
        <FileButton accept={accepted} onChosen={onChosen}>
          选择空白表
        </FileButton>
        <p className="quiet small">{hint}</p>
      </div>
    );
  return (
    <Upload.Dragger
      className="blank-drop"
      accept={accepted}
      showUploadList={false}
      beforeUpload={(file) => {
        void carryOut(() => upload(file), null, onChosen);
        return false;
      }}
    >
      <p className="blank-icon">
        <InboxOutlined />
      </p>
      <p>把上级发来的空白表（xlsx、docx）拖到这里，或点击选择</p>
      <p className="quiet small">{hint}</p>
    </Upload.Dragger>
  );
}

type Saved = OutputOf<'blanks.list'>[number];

function SavedBlanks({ onOpen }: { onOpen: (blank: OpenedBlank) => void }) {
  const saved = useService('blanks.list', {});
  const remove = useCommand('blanks.remove');
  const carryOut = useCarryOut();
  return (
    <>
      <h3 className="blank-saved">记住的空白表</h3>
      <Table<Saved>
        size="small"
        rowKey="id"
        loading={saved.isLoading}
        dataSource={saved.data ?? []}
        pagination={{ pageSize: 10, hideOnSinglePage: true, showSizeChanger: false }}
        locale={{
          emptyText: (
            <EmptyState title="还没有记住的空白表">
              填好后点“记住这张表”，下个月不用再拖文件、再填一遍。
            </EmptyState>
          ),
        }}
        columns={[
          { title: '名称', dataIndex: 'name' },
          { title: '文件', dataIndex: 'fileName', ellipsis: true },
          {
            title: '手工填的',
            width: 100,
            className: 'number',
            render: (_, { content }) => Object.keys(content.typed).length,
          },
          {
            title: '时间',
            dataIndex: 'updatedAt',
            width: 150,
            className: 'number',
            render: (at: string) => momentText(at),
          },
          { title: '记住的人', dataIndex: 'updatedBy', width: 110 },
          {
            title: '',
            width: 150,
            render: (_, { id, name, fileName, content }) => (
              <>
                <Button
                  type="link"
                  size="small"
                  onClick={() => onOpen({ source: { preset: id }, name, fileName, content })}
                >
                  填写
                </Button>
                <Popconfirm
                  title={`不再记住“${name}”？`}
                  okText="不再记住"
                  cancelText="留着"
                  onConfirm={() =>
                    carryOut(() => remove.mutateAsync({ input: { id } }), `已不再记住“${name}”`)
                  }
                >
                  <Button type="link" size="small">
                    不再记住
                  </Button>
                </Popconfirm>
              </>
            ),
          },
        ]}
      />
    </>
  );
}
