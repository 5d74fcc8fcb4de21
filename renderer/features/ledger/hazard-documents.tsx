import { FileWordOutlined } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import { useState } from 'react';
import { useService } from '../../client/queries.ts';
import { late } from '../../components/late.tsx';

// Papers are written less often than hazards are read.
const DocumentDialog = late(
  async () => (await import('../../components/documents/document-dialog.tsx')).DocumentDialog,
);

/** Papers of a 挂牌督办, which a hazard without one has not. */
const ofSupervision = ['supervision', 'acceptance'];

/** The papers that can be written about a hazard. */
export function HazardDocuments({ hazardId, supervised }: { hazardId: number; supervised: boolean }) {
  const templates = useService('documents.templates', {});
  const [writing, setWriting] = useState<string | null>(null);
  const items = (templates.data ?? [])
    .filter(({ id, about }) => about === 'hazard' && (supervised || !ofSupervision.includes(id)))
    .map(({ id, title }) => ({ key: id, label: title }));
  return (
    <>
      <Dropdown trigger={['click']} menu={{ items, onClick: ({ key }) => setWriting(key) }}>
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
