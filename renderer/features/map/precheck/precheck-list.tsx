import { Button, Input } from 'antd';
import { type DragEvent, useMemo, useState } from 'react';
import { type CheckedVenue, MOST_PROPOSED, type ProposedRow } from '#shared/contract/precheck.ts';
import type { WorkspaceSummary } from '#shared/contract/workspace.ts';
import { textOfPlainCell } from '#shared/tables/spreadsheet-text.ts';
import { type Advice, adviceOf, checkedHeads } from '#shared/zones/precheck-advice.ts';
import { readProposedList } from '#shared/zones/proposed-list.ts';
import { client } from '../../../client/client.ts';
import { useService } from '../../../client/queries.ts';
import { useMayCall } from '../../../client/use-may.ts';
import { categoryTitle } from '../../../components/format.ts';
import { useNotify } from '../../../components/notify.ts';
import { ErrorState, Loading } from '../../../components/states.tsx';
import { SeverityTag, Tag } from '../../../components/tags.tsx';
import { useSaving } from '../../../components/use-saving.ts';
import { useTitles } from '../../../components/use-titles.ts';
import { lineShape, pointShape, type SketchShape, sketchOf } from '../../../map/sketch-style.ts';
import { goTo } from '../../../routes/navigation.ts';
import { useSketch } from '../map-tools.tsx';
import { Panel } from '../panel.tsx';
import '../edit/editors.css';
import './hit-list.css';

type Line = CheckedVenue & Advice;

/** A list of venues that somebody wants to open, pasted or dropped: what the rules say of each of them at once. */
export function PrecheckList({ workspace }: { workspace: WorkspaceSummary }) {
  const [text, setText] = useState('');
  const [rows, setRows] = useState<readonly ProposedRow[] | null>(null);
  const check = useService('precheck.list', rows && rows.length > 0 ? { rows: [...rows] } : null);
  const titles = useTitles();
  const { rules } = workspace;
  const lines = useMemo(
    () =>
      (check.data ?? []).map(
        (venue, i): Line => ({ ...venue, ...adviceOf(venue, i + 1, { titles: titles.category, rules }) }),
      ),
    [check.data, titles, rules],
  );
  useSketch(useMemo(() => sketchOf(...lines.flatMap(sketchOfLine)), [lines]));
  const read = (list: string) => {
    setText(list);
    const isKind = (words: string) => [...titles.category.values()].includes(words);
    const found = readProposedList(list, isKind).map(
      ({ position, ...row }): ProposedRow => ({ ...row, position: position && [...position] }),
    );
    setRows(found.slice(0, MOST_PROPOSED));
  };
  return (
    <Panel
      title="批量预检"
      tags={<span className="quiet">只试算，不保存</span>}
      onClose={() => goTo({ name: 'map' })}
      actions={<ListActions lines={lines} rows={rows ?? []} />}
    >
      <div className="editor">
        <p className="quiet small">
          从表格里复制名称、类别、地址或坐标，贴在这里；也可把 CSV 或文本文件拖进来。有无表头都行，最多{' '}
          {MOST_PROPOSED} 行。地址按标准地址和已有场所定位，坐标按 WGS84。
        </p>
        <Input.TextArea
          aria-label="拟设场所清单"
          rows={5}
          value={text}
          placeholder={'名称\t类别\t地址或坐标\n好运彩票\t彩票\t东街12号\n某某网吧\t网吧\t116.4012,39.8990'}
          onChange={({ target }) => setText(target.value)}
          onDragOver={(event) => event.preventDefault()}
          onDrop={(event) => void readDropped(event).then((dropped) => dropped !== null && read(dropped))}
        />
        <Button type="primary" disabled={text.trim() === ''} onClick={() => read(text)}>
          预检
        </Button>
        {rows?.length === 0 && <p className="quiet">没有读到一行，请检查清单。</p>}
        {rows?.length === MOST_PROPOSED && <p className="quiet small">只查前 {MOST_PROPOSED} 行。</p>}
        {check.error && <ErrorState error={check.error} />}
        {rows && rows.length > 0 && check.isPending && <Loading label="正在预检" />}
        {lines.length > 0 && <CheckedLines lines={lines} workspace={workspace} />}
      </div>
    </Panel>
  );
}

function ListActions({ lines, rows }: { lines: readonly Line[]; rows: readonly ProposedRow[] }) {
  const may = useMayCall();
  const notify = useNotify();
  const { busy, save } = useSaving();
  const copy = async () => {
    const table = [checkedHeads, ...lines.map(({ cells }) => cells)];
    const plain = table.map((cells) => cells.map(plainCell).join('\t'));
    await navigator.clipboard.writeText(plain.join('\n'));
    notify.done(`已复制 ${lines.length} 行，可粘贴到表格软件`);
  };
  return (
    <>
      {may('precheck.exportList') && (
        <Button
          type="primary"
          disabled={lines.length === 0}
          loading={busy}
          onClick={() =>
            save(() => client.call('precheck.exportList', { rows: [...rows] }), '批量预检结果.xlsx')
          }
        >
          导出 xlsx
        </Button>
      )}
      <Button disabled={lines.length === 0} onClick={() => void copy().catch(notify.failed)}>
        复制结果
      </Button>
    </>
  );
}

function plainCell(cell: string | number | null): string {
  return textOfPlainCell(String(cell ?? '').replace(/[\t\r\n]+/g, ' '));
}

function CheckedLines({ lines, workspace }: { lines: readonly Line[]; workspace: WorkspaceSummary }) {
  const open = lines.filter(({ severity }) => severity === null).length;
  const banned = lines.filter(({ severity }) => severity === 'violation').length;
  const doubtful = lines.filter(({ severity }) => severity === 'undetermined').length;
  return (
    <section data-testid="checked-list">
      <p className="small" role="status">
        共 {lines.length} 家：不可设 {banned}，存疑 {doubtful}，待补 {open}，其余可设
      </p>
      <ol className="hits">
        {lines.map((line, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two lines may be the same
          <li key={i} className="hit">
            <span>
              <span className="quiet number">{i + 1}.</span>{' '}
              <strong>{line.name || line.address || '（无名）'}</strong>{' '}
              {line.category && <Tag tone="plain">{categoryTitle(workspace.categories, line.category)}</Tag>}
            </span>
            {line.severity === null ? (
              <Tag tone="undetermined">{line.advice}</Tag>
            ) : (
              <SeverityTag severity={line.severity} text={line.advice} />
            )}
            {line.position === null && <span className="quiet small">{line.placedBy}</span>}
            {line.hit && (
              <span>
                距{line.cells[5]}
                <b className="number">
                  {line.hit.distance.toFixed(1)} ± {(2 * line.hit.sigma).toFixed(0)} m
                </b>
                {line.others > 0 && <span className="quiet">　另有 {line.others} 项</span>}
              </span>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}

function sketchOfLine(line: Line, i: number): SketchShape[] {
  const { position, hit } = line;
  if (!position) return [];
  const spot: SketchShape = ['spot', pointShape(position), `${i + 1}`];
  return hit ? [['link', lineShape([hit.from, position]), `${hit.distance.toFixed(1)} m`], spot] : [spot];
}

/** The text of a file that was dropped, in the encodings in which tables are saved; null where something else was. */
async function readDropped(event: DragEvent): Promise<string | null> {
  const [file] = event.dataTransfer.files;
  if (!file) return null;
  event.preventDefault();
  const bytes = await file.arrayBuffer();
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}
