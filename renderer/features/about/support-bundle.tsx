import { Button, Modal } from 'antd';
import { strToU8, zipSync } from 'fflate';
import { useState } from 'react';
import type { Check, VersionOf } from '#shared/contract/diagnostics.ts';
import { useService } from '../../client/queries.ts';
import { fileSize } from '../../components/format.ts';
import { saveFile } from '../../components/save-file.ts';
import { ErrorState, Loading } from '../../components/states.tsx';
import { useCarryOut } from '../../components/use-carry-out.ts';

/** Shows the whole text of a support bundle before it is saved. Exactly this text is saved. */
export function SupportBundle({
  parts,
  checks,
  onClose,
}: {
  parts: VersionOf[];
  checks: Check[];
  onClose: () => void;
}) {
  const bundle = useService('diagnostics.bundle', { parts, checks });
  const [shown, setShown] = useState(0);
  const carryOut = useCarryOut();
  const save = async () => {
    const files = Object.fromEntries((bundle.data ?? []).map(({ name, text }) => [name, strToU8(text)]));
    const day = new Date().toISOString().slice(0, 10);
    await carryOut(
      () => saveFile(zipSync(files), `学安图支持包 ${day}.zip`),
      null,
      (saved) => saved && onClose(),
    );
  };
  const entries = bundle.data ?? [];
  const current = entries[shown];
  return (
    <Modal
      open
      title="支持包里有什么"
      width={860}
      onCancel={onClose}
      destroyOnHidden
      footer={
        <>
          <Button onClick={onClose}>取消</Button>
          <Button type="primary" disabled={entries.length === 0} onClick={() => void save()}>
            保存为 zip
          </Button>
        </>
      }
    >
      <p className="quiet">
        只有下面这些内容，没有学校、场所和人员的名称、电话、坐标，也没有文件夹路径。不会自动发送给任何人。
      </p>
      {bundle.error ? (
        <ErrorState error={bundle.error} onRetry={() => void bundle.refetch()} />
      ) : !current ? (
        <Loading />
      ) : (
        <div className="bundle">
          <ul className="bundle-list">
            {entries.map(({ name, about, text }, i) => (
              <li key={name}>
                <button
                  type="button"
                  className={i === shown ? 'bundle-entry bundle-shown' : 'bundle-entry'}
                  onClick={() => setShown(i)}
                >
                  <strong>{name}</strong>
                  <span className="quiet">
                    {about}，{fileSize(new Blob([text]).size)}
                  </span>
                </button>
              </li>
            ))}
          </ul>
          <textarea className="bundle-text" readOnly aria-label={current.name} value={current.text} />
        </div>
      )}
    </Modal>
  );
}
