import { App } from 'antd';
import { useState } from 'react';
import { ServiceError } from '../../client/client.ts';
import { useCommand } from '../../client/queries.ts';
import type { SentDraft } from '../drafts/kept-form.tsx';
import { useSendPhotos } from '../evidence/use-send-photos.ts';
import { useNotify } from '../notify.ts';
import { type VisitForm, visitDraft } from './visit-form.ts';

/**
 * Records a visit, then its photos one by one. Where somebody else recorded one meanwhile, a person is asked whether both
 * stay. `recorded` is the form whose photos are being sent.
 */
export function useRecordVisit(stopId: number, knownVisitId: () => number | null, onClose: () => void) {
  const record = useCommand('visits.record');
  const sendPhotos = useSendPhotos();
  const notify = useNotify();
  const { modal } = App.useApp();
  const [saving, setSaving] = useState(false);
  const [recorded, setRecorded] = useState<string | null>(null);
  const submit = async (filled: VisitForm, draft: SentDraft, alongside = false): Promise<void> => {
    if (saving) return;
    setSaving(true);
    try {
      const { formId } = draft;
      const known = { formId, knownVisitId: knownVisitId(), alongside };
      const { hazards } = await record.mutateAsync({ input: { ...visitDraft(filled, stopId), ...known } });
      draft.sent();
      setRecorded(formId);
      const { length } = hazards;
      await sendPhotos(formId, length > 0 ? `检查已记录，${length} 项隐患进入台账` : '检查已记录');
      onClose();
    } catch (error) {
      if (error instanceof ServiceError && error.code === 'VISIT_MEANWHILE')
        modal.confirm({
          title: '这个检查点刚才已有人记录',
          content: error.message,
          okText: '仍要保存',
          cancelText: '先不保存',
          onOk: () => void submit(filled, draft, true),
        });
      else notify.failed(error);
    } finally {
      setSaving(false);
      setRecorded(null);
    }
  };
  return { submit, saving, recorded };
}
