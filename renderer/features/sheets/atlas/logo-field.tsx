import { Button, Form, Upload } from 'antd';
import { hasAtMost, MOST_DRAWN_PIXELS } from '#shared/pictures/picture-size.ts';
import { useCommand, useService } from '../../../client/queries.ts';
import { useCarryOut } from '../../../components/use-carry-out.ts';

const MOST_BYTES = 500 * 1024;

/** The office's own picture at the head of every sheet. */
export function LogoField() {
  const saved = useService('saved.list', {});
  const save = useCommand('saved.save');
  const remove = useCommand('saved.remove');
  const carryOut = useCarryOut();
  const logo = saved.data?.find(({ content }) => content.kind === 'logo');
  const take = (file: File) =>
    carryOut(async () => {
      if (file.size > MOST_BYTES) throw new Error('标志图片请不超过 500 KB');
      const { data, ratio } = await readPicture(file);
      const type = file.type === 'image/png' ? 'image/png' : 'image/jpeg';
      await save.mutateAsync({ input: { name: '单位标志', content: { kind: 'logo', type, data, ratio } } });
    });
  return (
    <Form.Item label="单位标志">
      <Upload
        accept="image/png,image/jpeg"
        showUploadList={false}
        beforeUpload={(file) => {
          void take(file);
          return false;
        }}
      >
        <Button size="small">{logo ? '更换图片' : '选择图片'}</Button>
      </Upload>
      {logo && (
        <Button
          size="small"
          type="link"
          onClick={() => carryOut(() => remove.mutateAsync({ input: { id: logo.id } }))}
        >
          不用标志
        </Button>
      )}
    </Form.Item>
  );
}

async function readPicture(file: File): Promise<{ data: string; ratio: number }> {
  if (file.type !== 'image/png' && file.type !== 'image/jpeg') throw new Error('标志请用 PNG 或 JPG 图片');
  const bytes = new Uint8Array(await file.arrayBuffer());
  if (!hasAtMost(bytes, MOST_DRAWN_PIXELS)) throw new Error('标志图片的像素太多，请缩小后再用');
  const picture = await createImageBitmap(file);
  const data = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
  return { data, ratio: picture.width / picture.height };
}
