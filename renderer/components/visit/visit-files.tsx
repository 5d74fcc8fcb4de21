import { EditOutlined } from '@ant-design/icons';
import { Button, Form } from 'antd';
import { useState } from 'react';
import { FormPhotos } from '../evidence/form-photos.tsx';
import { SignaturePad } from '../evidence/signature-pad.tsx';

const signers = ['当事人', '执法人员', '见证人'] as const;

/** Photos and signatures of a visit that is being recorded. */
export function VisitFiles() {
  const [signing, setSigning] = useState<string | null>(null);
  return (
    <Form.Item label="照片和附件">
      <FormPhotos>
        {(add) => (
          <>
            <span className="visit-sign">
              {signers.map((who) => (
                <Button key={who} size="small" icon={<EditOutlined />} onClick={() => setSigning(who)}>
                  {who}签名
                </Button>
              ))}
            </span>
            {signing && (
              <SignaturePad
                who={signing}
                onSigned={(picture) => add([picture])}
                onClose={() => setSigning(null)}
              />
            )}
          </>
        )}
      </FormPhotos>
    </Form.Item>
  );
}
