import { Alert } from 'antd';
import { type ReactNode, useDeferredValue } from 'react';
import type { OutputOf } from '#shared/contract/contract.ts';
import { SvgPage } from '../../../components/svg-page.tsx';

/** A drawn sheet with what is wrong about it; `layer` lies over its first page. */
export function SheetPreview({
  drawn,
  busy,
  trueSize,
  layer,
}: {
  drawn: OutputOf<'sheets.preview'>;
  /** Another one is being drawn. */
  busy: boolean;
  trueSize: boolean;
  layer: ReactNode;
}) {
  const late = useDeferredValue(busy);
  return (
    <>
      <MissingTiles missing={drawn.missing} />
      {drawn.problems.map((problem) => (
        <Alert key={problem} type="warning" showIcon title={problem} />
      ))}
      <div className="sheets-sheet" aria-busy={late} data-testid="sheet">
        {drawn.pages.map((svg, i) => (
          <div
            className="sheets-page-paper"
            // biome-ignore lint/suspicious/noArrayIndexKey: pages keep their order
            key={i}
            style={trueSize ? { width: `${drawn.width}mm` } : undefined}
          >
            <SvgPage svg={svg} title={`${drawn.title} 第 ${i + 1} 页`} />
            {i === 0 && layer}
          </div>
        ))}
      </div>
    </>
  );
}

const TILES_NAMED = 5;

function MissingTiles({ missing }: { missing: OutputOf<'sheets.preview'>['missing'] }) {
  if (missing.length === 0) return null;
  const named = missing
    .slice(0, TILES_NAMED)
    .map(({ basemap, tile, reason }) => `${basemap} ${tile}（${reason}）`)
    .join('、');
  return (
    <Alert
      type="warning"
      showIcon
      title={`底图缺 ${missing.length} 块，图上打叉标出`}
      description={`${named}${missing.length > TILES_NAMED ? ' 等' : ''}`}
    />
  );
}
