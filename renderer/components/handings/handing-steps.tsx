import { MoreOutlined } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import { useState } from 'react';
import type { DocumentAbout } from '#shared/contract/documents.ts';
import type { Handing } from '#shared/contract/handings.ts';
import { type HandingStep, stepTitle } from '#shared/ledger/handing.ts';
import { useMayCall } from '../../client/use-may.ts';
import { late } from '../late.tsx';
import { Permitted } from '../permitted.tsx';

// A step is taken less often than the list is read.
const HandingStepDialog = late(async () => (await import('./handing-step-dialog.tsx')).HandingStepDialog);
// Papers are written less often than the list is read.
const DocumentDialog = late(async () => (await import('../documents/document-dialog.tsx')).DocumentDialog);

/** What may be done with what was handed over: the usual thing as a button, the rest in a menu. */
export function HandingSteps({ handing }: { handing: Handing }) {
  const may = useMayCall();
  const [step, setStep] = useState<HandingStep | null>(null);
  const [paper, setPaper] = useState<string | null>(null);
  const [first, ...others] = may('handings.record') ? handing.steps : [];
  const about = aboutOf(handing);
  const papers = about && may('documents.make') ? papersOf(handing) : [];
  const items = [...others.map((each) => ({ key: each, label: stepTitle(handing.kind, each) })), ...papers];
  const choose = (key: string) => {
    const chosen = others.find((each) => each === key);
    if (chosen) setStep(chosen);
    else setPaper(key);
  };
  return (
    <span className="handing-steps">
      {first && (
        <Button size="small" type={handing.own ? 'primary' : 'default'} onClick={() => setStep(first)}>
          {stepTitle(handing.kind, first)}
        </Button>
      )}
      {items.length > 0 && (
        <Dropdown trigger={['click']} menu={{ items, onClick: ({ key }) => choose(key) }}>
          <Button size="small" type="text" icon={<MoreOutlined />} aria-label={`${handing.toBody}：更多`} />
        </Dropdown>
      )}
      {step && <HandingStepDialog handing={handing} step={step} onClose={() => setStep(null)} />}
      {paper && about && (
        <Permitted to="documents.make">
          <DocumentDialog template={paper} about={about} onClose={() => setPaper(null)} />
        </Permitted>
      )}
    </span>
  );
}

/** What a paper of it is about: the hazard, else the school. */
function aboutOf({ hazardId, schoolId }: Handing): DocumentAbout | null {
  if (hazardId !== null) return { kind: 'hazard', id: hazardId };
  return schoolId === null ? null : { kind: 'school', id: schoolId };
}

/**
 * A letter goes along with what a body is asked to do, and another one where it has not done it in time; of a talk there
 * is a record.
 */
function papersOf({ kind, hoursLate, waits, hazardId }: Handing): { key: string; label: string }[] {
  if (kind === 'talk') return [{ key: hazardId === null ? 'school-talk' : 'talk-record', label: '约谈记录' }];
  if (hazardId === null) return [];
  const papers = kind === 'assist' ? [{ key: 'assistance', label: '协办单' }] : [];
  return waits !== null && hoursLate !== null ? [...papers, { key: 'urging', label: '督办单' }] : papers;
}
