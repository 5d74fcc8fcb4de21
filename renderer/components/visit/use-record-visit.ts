import { App } from 'antd';
import { useState } from 'react';
import { CLOSED_TODAY, type VisitResult } from '#shared/sweeps/visit-rules.ts';
import { ServiceError } from '../../client/client.ts';
import { useCommand } from '../../client/queries.ts';
import type { SentDraft } from '../drafts/kept-form.tsx';
import { useSendPhotos } from '../evidence/use-send-photos.ts';
import { useNotify } from '../notify.ts';
import { useSettleVenue } from './use-settle-venue.ts';
import { type VisitForm, visitDraft } from './visit-form.ts';

/**
 * Records a visit, then its photos one by one. Where somebody else recorded one meanwhile, a person is asked whether both
 * stay. `recorded` is the form whose photos are being sent.
 */
export function useRecordVisit(
  stopId: number,
  knownVisitId: () => number | null,
  onClose: (recorded: boolean) => void,
) {
  const record = useCommand('visits.record');
  const settle = useSettleVenue();
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
      const { id, hazards, settles } = await record.mutateAsync({
        input: { ...visitDraft(filled, stopId), ...known },
      });
      draft.sent();
      setRecorded(formId);
      await sendPhotos(formId, recordedText(filled.result, hazards.length));
      onClose(true);
      if (settles !== null) settle(id, filled.result);
    } catch (error) {
      if (error instanceof ServiceError && error.code === 'VISIT_MEANWHILE')
        modal.confirm({
          ...meanwhile,
          content: error.message,
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

/** What is asked where somebody else recorded a visit to the stop meanwhile. */
const meanwhile = { title: '这个检查点刚才已有人记录', okText: '仍要保存', cancelText: '先不保存' };

function recordedText(result: VisitResult, hazards: number): string {
  if (hazards > 0) return `检查已记录，${hazards} 项隐患进入台账`;
  return result === CLOSED_TODAY ? '检查已记录，检查点改日再去' : '检查已记录';
}
