import { EditOutlined } from '@ant-design/icons';
import { Button, Form, Tag } from 'antd';
import { useState } from 'react';
import { attach } from '../evidence/attach.ts';
import { FileDrop } from '../evidence/file-drop.tsx';
import { SignaturePad } from '../evidence/signature-pad.tsx';

const signers = ['当事人', '执法人员', '见证人'] as const;

/** Photos and signatures that wait until the visit is recorded. */
export function VisitFiles({
  files,
  onChange,
}: {
  files: readonly File[];
  onChange: (change: (known: readonly File[]) => readonly File[]) => void;
}) {
  const [signing, setSigning] = useState<string | null>(null);
  return (
    <>
      <Form.Item label="照片和附件">
        <FileDrop onFiles={(more) => onChange((known) => [...known, ...more])}>
          {files.length > 0 && (
            <div className="evidence-pending">
              {files.map((file, i) => (
                <Tag
                  // biome-ignore lint/suspicious/noArrayIndexKey: two files may share a name
                  key={i}
                  closable
                  onClose={() => onChange((known) => known.filter((_, at) => at !== i))}
                >
                  {file.name}
                </Tag>
              ))}
            </div>
          )}
        </FileDrop>
        <span className="visit-sign">
          {signers.map((who) => (
            <Button key={who} size="small" icon={<EditOutlined />} onClick={() => setSigning(who)}>
              {who}签名
            </Button>
          ))}
        </span>
      </Form.Item>
      {signing && (
        <SignaturePad
          who={signing}
          onSigned={(picture) => onChange((known) => [...known, picture])}
          onClose={() => setSigning(null)}
        />
      )}
    </>
  );
}

/** Attaches the photos after the visit is recorded. If one is refused, the others are still attached. */
export async function attachAll(
  files: readonly File[],
  visitId: number,
  failed: (error: unknown) => void,
): Promise<void> {
  for (const file of files) await attach(file, { kind: 'visit', id: visitId }).catch(failed);
}
