import { Alert, Button } from 'antd';
import type { ReactNode } from 'react';
import { momentText } from '../format.ts';
import { Permitted } from '../permitted.tsx';
import { PresentNotice } from '../presence/present-notice.tsx';
import type { KeptDraft } from './use-draft.ts';
import './draft-notices.css';

/** Says who else is at it, and what was brought back, or what another page has, with what to do about it. */
export function DraftNotices({ draft, onDiscard }: { draft: KeptDraft; onDiscard: () => void }) {
  const { keptAt, offered } = draft;
  return (
    <>
      <Permitted to="presence.tell">
        <PresentNotice about={draft.about} />
      </Permitted>
      {keptAt !== null && (
        <DraftNotice title={`已恢复 ${momentText(keptAt)} 未提交的草稿`}>
          <Button size="small" onClick={onDiscard}>
            丢弃草稿
          </Button>
        </DraftNotice>
      )}
      {offered && (
        <DraftNotice title={`另有 ${momentText(offered.keptAt)} 未提交的草稿`}>
          <Button size="small" onClick={() => draft.take(offered)}>
            接着写
          </Button>{' '}
          <Button size="small" onClick={() => draft.refuse(offered)}>
            丢弃草稿
          </Button>
        </DraftNotice>
      )}
    </>
  );
}

function DraftNotice({ title, children }: { title: string; children: ReactNode }) {
  return <Alert className="kept-draft" type="info" showIcon title={title} action={children} />;
}
