import { FolderOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { client } from '../../client/client.ts';
import { Permitted } from '../permitted.tsx';
import { useSaving } from '../use-saving.ts';

/** Takes all that is on record of a venue or a school along: what a prosecutor, another office or a court asks for. */
export function CaseFile({ of, name }: { of: { venueId: number } | { schoolId: number }; name: string }) {
  const { busy, save } = useSaving();
  return (
    <Permitted to="cases.file">
      <Button
        size="small"
        className="case-file"
        icon={<FolderOutlined />}
        loading={busy}
        title="距离、实测、检查、隐患、文书、照片、经过和依据等，附目录，打成一个 zip"
        onClick={() => save(() => client.call('cases.file', of), `${name} 案件卷宗.zip`)}
      >
        案件卷宗
      </Button>
    </Permitted>
  );
}
