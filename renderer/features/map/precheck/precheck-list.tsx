import { Button } from 'antd';
import { useMemo, useState } from 'react';
import type { CheckedVenue, ProposedRow } from '#shared/contract/precheck.ts';
import type { WorkspaceSummary } from '#shared/contract/workspace.ts';
import { textOfPlainCell } from '#shared/tables/spreadsheet-text.ts';
import { type Advice, adviceOf, checkedHeads } from '#shared/zones/precheck-advice.ts';
import { client } from '../../../client/client.ts';
import { useService } from '../../../client/queries.ts';
import { useMayCall } from '../../../client/use-may.ts';
import { categoryTitle } from '../../../components/format.ts';
import { LongWait } from '../../../components/long-wait.tsx';
import { useNotify } from '../../../components/notify.ts';
import { ErrorState, Loading } from '../../../components/states.tsx';
import { SeverityTag, Tag } from '../../../components/tags.tsx';
import { useSaving } from '../../../components/use-saving.ts';
import { useTitles } from '../../../components/use-titles.ts';
import { lineShape, pointShape, type SketchShape, sketchOf } from '../../../map/sketch-style.ts';
import { goTo } from '../../../routes/navigation.ts';
import { useSketch } from '../map-tools.tsx';
import { Panel } from '../panel.tsx';
import { ProposedSource } from './proposed-source.tsx';
import '../edit/editors.css';
import './hit-list.css';

type Line = CheckedVenue & Advice;

/** A list of venues that somebody wants to open, pasted or dropped: what the rules say of each of them at once. */
export function PrecheckList({ workspace }: { workspace: WorkspaceSummary }) {
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
  return (
    <Panel
      title="批量预检"
      tags={<span className="quiet">只试算，不保存</span>}
      onClose={() => goTo({ name: 'map' })}
      actions={<ListActions lines={lines} rows={rows ?? []} />}
    >
      <div className="editor">
        <ProposedSource onRows={setRows} />
        {rows?.length === 0 && <p className="quiet">没有读到一行，请检查清单。</p>}
        {check.error && <ErrorState error={check.error} onRetry={() => void check.refetch()} />}
        <LongWait of={['precheck.list', 'precheck.exportList']} />
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
