import { Checkbox, Empty, Input, Select, Spin } from 'antd';
import { useMemo, useState } from 'react';
import type { PageChanges, PageSubject, SheetOrder } from '#shared/contract/sheets.ts';
import { pageKindNames } from '#shared/sheets/sheet-template.ts';
import { useService } from '../../../client/queries.ts';
import { ChangedPages, ChangeTag } from './changed-pages.tsx';
import type { PageChangesState } from './use-page-changes.ts';

type Choice = SheetOrder['pages'];

const MOST_SHOWN = 400;

/** The pages that there are, which of them are printed, and which one is looked at. */
export function PagePicker({
  pages,
  order,
  changed,
  shown,
  onShow,
  onChange,
}: {
  pages: readonly PageSubject[] | undefined;
  order: SheetOrder;
  /** What differs from the last print. */
  changed: PageChangesState;
  shown: string | null;
  onShow: (key: string) => void;
  onChange: (pages: Choice) => void;
}) {
  const [text, setText] = useState('');
  if (!pages)
    return (
      <div className="sheets-waiting">
        <Spin />
      </div>
    );
  const { pages: choice, template } = order;
  const kind = pageKindNames[template.pages];
  const several = pages.length > 1;
  return (
    <>
      {several && (
        <div className="sheets-sorting">
          <Input
            allowClear
            size="small"
            placeholder={`查找${kind}`}
            aria-label={`查找${kind}`}
            onChange={({ target }) => setText(target.value.trim())}
          />
          {template.pages !== 'cell' && template.pages !== 'team' && (
            <SortField sort={choice.sort} onChange={(sort) => onChange({ ...choice, sort })} />
          )}
        </div>
      )}
      {several && <QueryField choice={choice} onChange={onChange} />}
      <ChangedPages state={changed} total={pages.length} onShow={onShow} />
      {pages.length === 0 ? (
        <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={`没有可以出图的${kind}`} />
      ) : (
        <PageList
          pages={pages}
          found={pages.filter(({ title, note }) => `${title}${note}`.includes(text))}
          choice={choice}
          changes={changed.changes}
          shown={shown}
          onShow={onShow}
          onChange={onChange}
        />
      )}
    </>
  );
}

function SortField({ sort, onChange }: { sort: Choice['sort']; onChange: (sort: Choice['sort']) => void }) {
  return (
    <Select
      size="small"
      aria-label="排序"
      value={sort}
      onChange={onChange}
      options={[
        { value: 'name', label: '按名称' },
        { value: 'town', label: '按镇街' },
        { value: 'violations', label: '区内多的在前' },
      ]}
    />
  );
}

/** Takes the pages of what a saved query finds. A query is known again by what it asks, not by its name. */
function QueryField({ choice, onChange }: { choice: Choice; onChange: (choice: Choice) => void }) {
  const saved = useService('saved.list', {});
  const queries = (saved.data ?? []).flatMap(({ id, name, content }) =>
    content.kind === 'query' ? [{ value: id, label: name, content }] : [],
  );
  if (queries.length === 0) return null;
  const asked = JSON.stringify([choice.query?.table, choice.query?.query]);
  const current = queries.find(({ content }) => JSON.stringify([content.table, content.query]) === asked);
  return (
    <Select
      size="small"
      allowClear
      className="sheets-query"
      aria-label="按已存查询筛选"
      placeholder="按已存查询筛选"
      value={current?.value ?? null}
      options={queries}
      onChange={(id: number | undefined) => {
        const found = queries.find(({ value }) => value === id)?.content;
        const query = found ? { table: found.table, query: found.query, text: '' } : null;
        onChange({ ...choice, keys: null, query });
      }}
    />
  );
}

/** The pages with a mark before each that is printed, and one above them for all that were found. */
function PageList({
  pages,
  found,
  choice,
  changes,
  shown,
  onShow,
  onChange,
}: {
  pages: readonly PageSubject[];
  found: readonly PageSubject[];
  choice: Choice;
  changes: PageChanges | null;
  shown: string | null;
  onShow: (key: string) => void;
  onChange: (choice: Choice) => void;
}) {
  const chosen = useMemo(() => (choice.keys ? new Set(choice.keys) : null), [choice.keys]);
  const isChosen = ({ key }: PageSubject) => !chosen || chosen.has(key);
  const whyChanged = useMemo(() => new Map(changes?.pages.map(({ key, why }) => [key, why])), [changes]);
  const several = pages.length > 1;
  const all = found.every(isChosen);
  const take = (subjects: readonly PageSubject[], wanted: boolean) => {
    const next = new Set(chosen ?? pages.map(({ key }) => key));
    for (const { key } of subjects)
      if (wanted) next.add(key);
      else next.delete(key);
    const isAll = next.size === pages.length;
    onChange({ ...choice, keys: isAll ? null : [...next], replacing: choice.replacing && !isAll });
  };
  return (
    <>
      {several && (
        <Checkbox
          className="sheets-all"
          checked={all}
          indeterminate={!all && found.some(isChosen)}
          onChange={({ target }) => take(found, target.checked)}
        >
          已选 {pages.filter(isChosen).length} / {pages.length}
        </Checkbox>
      )}
      <ul className="sheets-pages">
        {found.slice(0, MOST_SHOWN).map((page) => (
          <li key={page.key} className={page.key === shown ? 'sheets-page sheets-page-shown' : 'sheets-page'}>
            {several && (
              <Checkbox
                aria-label={`出图：${page.title}`}
                checked={isChosen(page)}
                onChange={({ target }) => take([page], target.checked)}
              />
            )}
            <button type="button" aria-current={page.key === shown} onClick={() => onShow(page.key)}>
              <span>{page.title}</span>
              <span className="quiet small">
                {page.note}
                {page.violations > 0 && <em className="number"> 区内 {page.violations}</em>}
                <ChangeTag why={whyChanged.get(page.key)} />
              </span>
            </button>
          </li>
        ))}
      </ul>
      {found.length > MOST_SHOWN && (
        <p className="quiet small">另有 {found.length - MOST_SHOWN} 项，请输入名称查找</p>
      )}
    </>
  );
}
