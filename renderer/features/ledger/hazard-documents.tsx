import { FileWordOutlined } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import { useState } from 'react';
import { DocumentDialog } from '../../components/documents/document-dialog.tsx';

const ordered = { key: 'order', label: '责令改正通知书' };
const ofSupervision = [
  { key: 'supervision', label: '挂牌督办通知书' },
  { key: 'acceptance', label: '整改验收审批表' },
];

/** The papers that can be written about a hazard. */
export function HazardDocuments({ hazardId, supervised }: { hazardId: number; supervised: boolean }) {
  const [writing, setWriting] = useState<string | null>(null);
  return (
    <>
      <Dropdown
        trigger={['click']}
        menu={{
          items: supervised ? [ordered, ...ofSupervision] : [ordered],
          onClick: ({ key }) => setWriting(key),
        }}
      >
        <Button size="small" icon={<FileWordOutlined />}>
          文书
        </Button>
      </Dropdown>
      {writing && (
        <DocumentDialog
          template={writing}
          about={{ kind: 'hazard', id: hazardId }}
          onClose={() => setWriting(null)}
        />
      )}
    </>
  );
}
