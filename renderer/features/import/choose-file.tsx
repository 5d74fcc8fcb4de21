import { InboxOutlined } from '@ant-design/icons';
import { Button, Upload } from 'antd';
import { importExtensions } from '#shared/contract/import.ts';
import { client } from '../../client/client.ts';
import type { ChosenFile } from '../../components/file-button.tsx';
import { useBusyCarryOut } from '../../components/use-carry-out.ts';

const kinds = importExtensions.map((extension) => `.${extension}`).join(',');

/** Files by dialog in the desktop application, by drop or picker in a browser; several are one set. */
export function ChooseFile({ onChosen }: { onChosen: (chosen: readonly ChosenFile[]) => void }) {
  const { busy, carryOut } = useBusyCarryOut();
  const take = (choose: () => Promise<readonly ChosenFile[]>) =>
    carryOut(choose, null, (chosen) => chosen.length > 0 && onChosen(chosen));
  const { upload } = client;
  const hint =
    '支持表格（xlsx、xls、et、ods、csv、dbf 等）和图形（geojson、kml、kmz、gpx、gpkg、shp 压缩包）。导入前会先预览，确认后才写入。每季度一起来的几份名单可以一起放进来，作为一套。';
  if (upload)
    return (
      <div className="import-drop">
        <Upload.Dragger
          accept={kinds}
          showUploadList={false}
          disabled={busy}
          multiple
          beforeUpload={(file, files) => {
            // The picker tells of each file; all of them are taken with the first.
            if (file === files[0])
              void take(async () => {
                const taken: ChosenFile[] = [];
                for (const each of files) taken.push(await upload(each));
                return taken;
              });
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
        onClick={() =>
          take(async () => {
            const chosen = await client.call('host.chooseFile', { several: true });
            return chosen ? [chosen, ...chosen.others] : [];
          })
        }
      >
        选择名单文件
      </Button>
      <p className="quiet">{hint}</p>
    </div>
  );
}
