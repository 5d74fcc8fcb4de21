import { Alert } from 'antd';
import type { Present } from '#shared/contract/presence.ts';
import type { DraftAbout } from '../drafts/use-draft.ts';
import { usePresent } from './use-present.ts';

/** Says who else is at the same thing: a warning, and nobody has to wait for it. */
export function PresentNotice({ about }: { about: DraftAbout | null }) {
  const present = usePresent(about);
  if (present.length === 0) return null;
  const names = [...new Set(present.map(nameOf))].join('、');
  return (
    <Alert
      className="kept-draft"
      type="warning"
      showIcon
      title={`${names}正在修改`}
      description="可以照常填写和保存；改了同一处时，保存前会逐项列出来选择。"
    />
  );
}

/** 李某（区市场监管局）; the body alone where the name is not told. */
function nameOf({ person, body }: Present): string {
  if (person === '') return body === '' ? '另有人' : `${body}有人`;
  return body === '' ? person : `${person}（${body}）`;
}
