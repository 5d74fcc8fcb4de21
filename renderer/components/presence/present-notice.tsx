import { TeamOutlined } from '@ant-design/icons';
import type { Present } from '#shared/contract/presence.ts';
import { personText } from '#shared/office/rights.ts';
import type { DraftAbout } from '../drafts/use-draft.ts';
import { usePresent } from './use-present.ts';
import './present-notice.css';

/** Says who else is at the same thing: a warning, and nobody has to wait for it. */
export function PresentNotice({ about }: { about: DraftAbout | null }) {
  const present = usePresent(about);
  if (present.length === 0) return null;
  const names = [...new Set(present.map(nameOf))].join('、');
  return (
    <p
      className="present-notice"
      role="status"
      title="可以照常填写和保存；改了同一处时，保存前会逐项列出来选择"
    >
      <TeamOutlined /> {names}正在修改
    </p>
  );
}

/** 李某（区市场监管局）; the body alone where the name is not told. */
function nameOf(present: Present): string {
  const { person, body } = present;
  if (person === '') return body === '' ? '另有人' : `${body}有人`;
  return personText(present);
}
