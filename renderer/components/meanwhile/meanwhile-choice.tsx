import { Button, Radio, Space, Table } from 'antd';
import { useState } from 'react';
import type { MeanwhileField, MeanwhileSides } from '#shared/contract/meanwhile.ts';

/** Of each field that two people changed to different values a person says whose stays. */
export function MeanwhileChoice({
  fields,
  onDecide,
  onBack,
}: {
  fields: readonly MeanwhileField[];
  onDecide: (sides: MeanwhileSides) => void;
  onBack: () => void;
}) {
  const [sides, setSides] = useState<MeanwhileSides>({});
  const undecided = fields.filter(({ key }) => !sides[key]).length;
  const all = (side: 'mine' | 'theirs') => setSides(Object.fromEntries(fields.map(({ key }) => [key, side])));
  const choice = (side: 'mine' | 'theirs', { key, what, title, [side]: text }: MeanwhileField) => (
    <Radio
      checked={sides[key] === side}
      onChange={() => setSides({ ...sides, [key]: side })}
      aria-label={`${what} ${title} ${side === 'mine' ? '用我填的' : '用现在的'}`}
    >
      {text}
    </Radio>
  );
  return (
    <>
      <p style={{ marginBottom: 12 }}>
        您打开以后，有人改过下面这些内容，和您填的不一样。其他内容会照您填的保存，别人改过的也会留着。
      </p>
      <Table<MeanwhileField>
        size="small"
        rowKey="key"
        pagination={false}
        dataSource={[...fields]}
        columns={[
          { title: '', render: (_, { what, title }) => `${what} ${title}` },
          { title: '打开时', dataIndex: 'was' },
          { title: '现在（别人改的）', render: (_, field) => choice('theirs', field) },
          { title: '您填的', render: (_, field) => choice('mine', field) },
        ]}
      />
      <Space style={{ marginTop: 16, width: '100%', justifyContent: 'flex-end' }} wrap>
        <Button type="link" onClick={() => all('theirs')}>
          全用现在的
        </Button>
        <Button type="link" onClick={() => all('mine')}>
          全用我填的
        </Button>
        <Button onClick={onBack}>返回继续编辑</Button>
        <Button type="primary" disabled={undecided > 0} onClick={() => onDecide(sides)}>
          {undecided > 0 ? `还有 ${undecided} 项未选` : '按所选保存'}
        </Button>
      </Space>
    </>
  );
}
