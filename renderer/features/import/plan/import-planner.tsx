import { Alert, Button } from 'antd';
import { useState } from 'react';
import type { ImportAs, ImportPreview, Reading } from '#shared/contract/import.ts';
import type { SetList } from '#shared/contract/saved.ts';
import type { CoordinateSystem } from '#shared/geodesy/coordinate-systems.ts';
import { useService } from '../../../client/queries.ts';
import type { ChosenFile } from '../../../components/file-button.tsx';
import { ErrorState, Loading } from '../../../components/states.tsx';
import { ImportEffect } from '../outcome/import-effect.tsx';
import { UnreadParts } from '../unread-parts.tsx';
import { ColumnFields } from './column-fields.tsx';
import { CoordinateEvidence } from './coordinate-evidence.tsx';
import {
  type Decisions,
  firstDecisions,
  hasPositions,
  looksHeaderless,
  optionsOf,
  undecided,
} from './import-decisions.ts';
import { KindProposals } from './kind-proposals.tsx';
import { ListFields } from './list-fields.tsx';
import { SampleTable } from './sample-table.tsx';

/** How a file is read before a person says anything. */
const AS_IT_IS: Reading = { encoding: 'auto', sheet: null, header: true };

interface PlannerProps {
  readonly chosen: ChosenFile;
  /** What this list was when it was imported last in its set. */
  readonly before?: Pick<SetList, 'as' | 'crs'> | null;
  readonly onImported?: (imported: ImportedList) => void;
  readonly onDone: () => void;
}

/** A list as it was imported. */
export interface ImportedList {
  readonly as: ImportAs;
  readonly crs: CoordinateSystem | null;
  readonly columns: readonly string[];
  readonly rows: number;
}

/** How one file is to be read and what importing it would do. Nothing is written before 确认导入. */
export function ImportPlanner({ chosen, before = null, onImported, onDone }: PlannerProps) {
  const [reading, setReading] = useState<Reading>(AS_IT_IS);
  const preview = useService('import.preview', { token: chosen.token, ...reading });
  if (preview.error)
    return (
      <ErrorState
        error={preview.error}
        action={
          <span className="import-buttons">
            {reading !== AS_IT_IS && <Button onClick={() => setReading(AS_IT_IS)}>恢复自动识别</Button>}
            <Button onClick={onDone}>换一个文件</Button>
          </span>
        }
      />
    );
  if (!preview.data) return <Loading label="正在读取文件" onCancel={onDone} />;
  return (
    <Plan
      key={`${reading.header}/${reading.sheet}/${reading.encoding}`}
      chosen={chosen}
      preview={preview.data}
      reading={reading}
      onReading={setReading}
      before={before}
      onImported={onImported}
      onDone={onDone}
    />
  );
}

interface PlanProps extends Required<Pick<PlannerProps, 'chosen' | 'before' | 'onDone'>> {
  readonly onImported: PlannerProps['onImported'] | undefined;
  readonly preview: ImportPreview;
  readonly reading: Reading;
  readonly onReading: (reading: Reading) => void;
}

function Plan({ chosen, preview, reading, onReading, before, onImported, onDone }: PlanProps) {
  const [decisions, setDecisions] = useState(() => ({
    ...firstDecisions(preview),
    ...(before && { as: before.as, ...(before.crs && { crs: before.crs }) }),
  }));
  const decide = (next: Partial<Decisions>) => setDecisions((before) => ({ ...before, ...next }));
  const options = optionsOf(decisions, preview, reading);
  return (
    <div className="import-plan">
      <section className="card">
        <h2>{preview.fileName}</h2>
        <ListFields {...{ preview, reading, onReading, decisions, options }} onDecide={decide} />
        {hasPositions(options, preview) && (
          <CoordinateEvidence chosen={chosen} options={options} onChoose={(crs) => decide({ crs })} />
        )}
      </section>
      <UnreadParts parts={preview.unread} />
      {looksHeaderless(preview, reading) && (
        <Alert
          type="info"
          showIcon
          title="第一行里没有认得的列名，可能不是表头"
          action={
            <Button size="small" onClick={() => onReading({ ...reading, header: false })}>
              第一行就是数据
            </Button>
          }
        />
      )}
      <section className="card">
        <h2>列的对应（共 {preview.rowCount} 行）</h2>
        {preview.remembered && <p className="quiet small">已按上次导入同样表头的名单时的对应填好。</p>}
        <ColumnFields
          as={decisions.as}
          preview={preview}
          map={decisions.map}
          onChange={(map) => decide({ map })}
        />
        <SampleTable preview={preview} />
      </section>
      <KindProposals {...{ chosen, preview, options }} adoptions={decisions.adoptions} onDecide={decide} />
      <ImportEffect
        key={JSON.stringify(options)}
        chosen={chosen}
        options={options}
        missing={undecided(options, preview)}
        onImported={(rows) =>
          onImported?.({ as: decisions.as, crs: decisions.crs, columns: preview.columns, rows })
        }
        onDone={onDone}
      />
    </div>
  );
}
