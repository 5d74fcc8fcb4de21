import { Checkbox, Segmented } from 'antd';
import { useMemo, useState } from 'react';
import type { SelectedArea } from '#shared/contract/map.ts';
import { lineOf } from '#shared/geodesy/positions.ts';
import { client } from '../../../client/client.ts';
import { useNotify } from '../../../components/notify.ts';
import { useLatest } from '../../../components/use-latest.ts';
import type { DrawingRequest } from '../../../map/drawing/drawing-request.ts';
import type { OverlayState } from '../../../map/overlay-state.ts';
import type { MapToolId } from '../../../map/tool-ids.ts';
import { useDrawing } from '../map-tools.tsx';
import { changed, type Selection } from '../selection.ts';
import { circleOf } from './measure-tool.tsx';
import { toolHints } from './tool.ts';
import { ToolPanel } from './tool-panel.tsx';

type Selecting = Extract<MapToolId, 'selectBox' | 'selectPolygon' | 'selectCircle'>;

const shapes = { selectBox: 'rectangle', selectPolygon: 'polygon', selectCircle: 'circle' } as const;
export const subjectTitles: Readonly<Record<Selection['kind'], string>> = {
  venue: '场所',
  school: '学校',
  facility: '设施',
};

/** Selects what lies in an area, of what the map shows. */
export function SelectTool({
  tool,
  overlay,
  selection,
  onSelection,
  onClose,
}: {
  tool: Selecting;
  overlay: OverlayState;
  selection: Selection;
  onSelection: (selection: Selection) => void;
  onClose: () => void;
}) {
  const [kind, setKind] = useState<Selection['kind']>(selection.kind);
  const [adds, setAdds] = useState(false);
  const [round, setRound] = useState(0);
  const notify = useNotify();
  const select = useLatest(async (area: SelectedArea) => {
    const { hiddenCategories, outside } = overlay;
    const found = await client.call('map.select', {
      kind,
      area,
      hiddenCategories: [...hiddenCategories],
      outside,
    });
    onSelection(adds ? changed(selection, kind, found.ids) : { kind, ids: new Set(found.ids) });
    if (found.ids.length === 0) notify.done(`该范围内没有${subjectTitles[kind]}`);
  });
  const failed = useLatest(notify.failed);
  const request = useMemo((): DrawingRequest => {
    return {
      key: `${tool}/${round}`,
      shape: shapes[tool],
      value: null,
      onChange: (shape) => {
        if (shape.type !== 'Polygon') return;
        const ring = lineOf(shape.coordinates[0] ?? []);
        const { centre, radius } = circleOf(ring);
        const area: SelectedArea =
          tool === 'selectCircle'
            ? { type: 'circle', centre: [...centre], radius }
            : { type: 'polygon', ring };
        select(area).catch(failed);
        // The next area can be drawn at once.
        setRound((known) => known + 1);
      },
    };
  }, [tool, round, select, failed]);
  useDrawing(request);
  return (
    <ToolPanel tool={tool} onClose={onClose}>
      <div className="tool-choices">
        <Segmented<Selection['kind']>
          size="small"
          aria-label="选择什么"
          value={kind}
          onChange={setKind}
          options={(['venue', 'school', 'facility'] as const).map((value) => ({
            value,
            label: subjectTitles[value],
          }))}
        />
        <Checkbox checked={adds} onChange={({ target }) => setAdds(target.checked)}>
          加到已选
        </Checkbox>
      </div>
      <p className="quiet small">{toolHints[tool]}</p>
    </ToolPanel>
  );
}
