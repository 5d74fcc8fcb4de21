import { Checkbox, Empty, Input, Select, Spin } from 'antd';
import { useMemo, useState } from 'react';
import type { PageSubject, SheetOrder } from '#shared/contract/sheets.ts';
import { pageKindNames } from '#shared/sheets/sheet-template.ts';
import { useService } from '../../../client/queries.ts';

/** The pages that there are, which of them are printed, and which one is looked at. */
export function PagePicker({
  pages,
  order,
  shown,
  onShow,
  onChange,
}: {
  pages: readonly PageSubject[] | undefined;
  order: SheetOrder;
  shown: string | null;
  onShow: (key: string) => void;
  onChange: (pages: SheetOrder['pages']) => void;
}) {
  const [text, setText] = useState('');
  const saved = useService('saved.list', {});
  const { pages: choice, template } = order;
  const chosen = useMemo(() => (choice.keys ? new Set(choice.keys) : null), [choice.keys]);
  if (!pages)
    return (
      <div className="sheets-waiting">
        <Spin />
      </div>
    );
  const rows = pages.filter(({ title, note }) => `${title}${note}`.includes(text));
  const count = chosen ? pages.filter(({ key }) => chosen.has(key)).length : pages.length;
  const take = (keys: readonly string[], wanted: boolean) => {
    const next = new Set(chosen ?? pages.map(({ key }) => key));
    for (const key of keys)
      if (wanted) next.add(key);
      else next.delete(key);
    onChange({ ...choice, keys: next.size === pages.length ? null : [...next] });
  };
  const shownKeys = rows.map(({ key }) => key);
  const all = shownKeys.every((key) => !chosen || chosen.has(key));
  const some = shownKeys.some((key) => !chosen || chosen.has(key));
  const queries = (saved.data ?? []).flatMap(({ id, name, content }) =>
    content.kind === 'query' ? [{ value: id, label: name, content }] : [],
  );
  const query = queries.find(
    ({ content }) =>
      JSON.stringify([content.table, content.query]) ===
      JSON.stringify([choice.query?.table, choice.query?.query]),
  );
  const several = pages.length > 1;
  return (
    <>
      {several && (
        <div className="sheets-sorting">
          <Input
            allowClear
            size="small"
            placeholder={`查找${pageKindNames[template.pages]}`}
            aria-label={`查找${pageKindNames[template.pages]}`}
            onChange={({ target }) => setText(target.value.trim())}
          />
          {template.pages !== 'cell' && template.pages !== 'team' && (
            <Select
              size="small"
              aria-label="排序"
              value={choice.sort}
              onChange={(sort) => onChange({ ...choice, sort })}
              options={[
                { value: 'name', label: '按名称' },
                { value: 'town', label: '按镇街' },
                { value: 'violations', label: '区内多的在前' },
              ]}
            />
          )}
        </div>
      )}
      {queries.length > 0 && several && (
        <Select
          size="small"
          allowClear
          className="sheets-query"
          aria-label="按已存查询筛选"
          placeholder="按已存查询筛选"
          value={query?.value ?? null}
          options={queries}
          onChange={(id: number | undefined) => {
            const found = queries.find(({ value }) => value === id)?.content;
            onChange({
              ...choice,
              keys: null,
              query: found ? { table: found.table, query: found.query, text: '' } : null,
            });
          }}
        />
      )}
      {pages.length === 0 ? (
        <Empty
          image={Empty.PRESENTED_IMAGE_SIMPLE}
          description={`没有可以出图的${pageKindNames[template.pages]}`}
        />
      ) : (
        <>
          {several && (
            <Checkbox
              className="sheets-all"
              checked={all}
              indeterminate={!all && some}
              onChange={({ target }) => take(shownKeys, target.checked)}
            >
              已选 {count} / {pages.length}
            </Checkbox>
          )}
          <ul className="sheets-pages">
            {rows.slice(0, MOST_SHOWN).map(({ key, title, note, violations }) => (
              <li key={key} className={key === shown ? 'sheets-page sheets-page-shown' : 'sheets-page'}>
                {several && (
                  <Checkbox
                    aria-label={`出图：${title}`}
                    checked={!chosen || chosen.has(key)}
                    onChange={({ target }) => take([key], target.checked)}
                  />
                )}
                <button type="button" aria-current={key === shown} onClick={() => onShow(key)}>
                  <span>{title}</span>
                  <span className="quiet small">
                    {note}
                    {violations > 0 && <em className="number"> 区内 {violations}</em>}
                  </span>
                </button>
              </li>
            ))}
          </ul>
          {rows.length > MOST_SHOWN && (
            <p className="quiet small">另有 {rows.length - MOST_SHOWN} 项，请输入名称查找</p>
          )}
        </>
      )}
    </>
  );
}

const MOST_SHOWN = 400;
