import { Button, Checkbox } from 'antd';
import { type PageChanges, pageChangeNames } from '#shared/contract/sheets.ts';
import { momentText } from '../../../components/format.ts';
import { Tag } from '../../../components/tags.tsx';
import type { PageChangesState } from './use-page-changes.ts';

const NAMED = 6;
/** As many as are seen without the list of all pages being pushed away. */
const LISTED = 30;

/** How many pages differ from what was last printed, whether only these are printed, and which pages are no more. */
export function ChangedPages({
  state,
  total,
  onShow,
}: {
  state: PageChangesState;
  total: number;
  onShow: (key: string) => void;
}) {
  const { changes, onlyChanged, setOnlyChanged } = state;
  if (!changes?.since) return null;
  const { since, pages, gone } = changes;
  const isWhole = pages.length === total;
  return (
    <section className="sheets-changed" aria-label="自上次打印以来的变化">
      <p
        title={`上次：${since.number}，${momentText(since.madeAt)}。比较每页的内容、版式和底图；日期、图号、页码不算变化`}
      >
        {pages.length === 0 ? '自上次打印以来没有变化' : `自上次打印以来有变化：${pages.length} 页`}
        <span className="quiet small number"> {momentText(since.madeAt)}</span>
      </p>
      {pages.length > 0 && !isWhole && (
        <Checkbox checked={onlyChanged} onChange={({ target }) => setOnlyChanged(target.checked)}>
          只打印有变化的
        </Checkbox>
      )}
      {!isWhole && (
        <ul className="sheets-changed-list">
          {pages.slice(0, LISTED).map(({ key, title, why }) => (
            <li key={key}>
              <Button type="link" size="small" onClick={() => onShow(key)}>
                {title}
              </Button>
              <span className="quiet small">{pageChangeNames[why]}</span>
            </li>
          ))}
          {pages.length > LISTED && <li className="quiet small">等 {pages.length} 页</li>}
        </ul>
      )}
      {gone.length > 0 && (
        <p className="quiet small">
          请从旧图册中取下：
          {gone
            .slice(0, NAMED)
            .map(({ title }) => title)
            .join('、')}
          {gone.length > NAMED && ` 等 ${gone.length} 页`}
        </p>
      )}
    </section>
  );
}

/** Why a page is printed again. */
export function ChangeTag({ why }: { why: PageChanges['pages'][number]['why'] | undefined }) {
  return why && <Tag tone="accent">{pageChangeNames[why]}</Tag>;
}
