import { InboxOutlined } from '@ant-design/icons';
import { Button, Upload } from 'antd';
import { importExtensions } from '#shared/contract/import.ts';
import { client } from '../../client/client.ts';
import type { ChosenFile } from '../../components/file-button.tsx';
import { useBusyCarryOut } from '../../components/use-carry-out.ts';

const kinds = importExtensions.map((extension) => `.${extension}`).join(',');

/** A file by dialog in the desktop application, by drop or picker in a browser. */
export function ChooseFile({ onChosen }: { onChosen: (chosen: ChosenFile) => void }) {
  const { busy, carryOut } = useBusyCarryOut();
  const take = (choose: () => Promise<ChosenFile | null>) =>
    carryOut(choose, null, (chosen) => chosen && onChosen(chosen));
  const { upload } = client;
  const hint =
    '支持表格（xlsx、xls、et、ods、csv、dbf 等）和图形（geojson、kml、kmz、gpx、gpkg、shp 压缩包）。导入前会先预览，确认后才写入。';
  if (upload)
    return (
      <div className="import-drop">
        <Upload.Dragger
          accept={kinds}
          showUploadList={false}
          disabled={busy}
          beforeUpload={(file) => {
            void take(() => upload(file));
            return false;
          }}
        >
          <p className="import-icon">
            <InboxOutlined />
          </p>
          <p>把名单文件拖到这里，或点击选择文件</p>
          <p className="quiet">{hint}</p>
        </Upload.Dragger>
      </div>
    );
  return (
    <div className="card import-choose">
      <p className="import-icon">
        <InboxOutlined />
      </p>
      <Button
        type="primary"
        size="large"
        loading={busy}
        onClick={() => take(() => client.call('host.chooseFile', {}))}
      >
        选择名单文件
      </Button>
      <p className="quiet">{hint}</p>
    </div>
  );
}
