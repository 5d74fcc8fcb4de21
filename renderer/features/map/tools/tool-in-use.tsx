import type { LngLat } from '#shared/geodesy/units.ts';
import type { OverlayState } from '../../../map/overlay-state.ts';
import type { MapToolId } from '../../../map/tool-ids.ts';
import { PinTool } from '../pins/pin-tool.tsx';
import type { Selection } from '../selection.ts';
import { AroundTool } from './around-tool.tsx';
import { MeasureTool } from './measure-tool.tsx';
import { RuleTool } from './rule-tool.tsx';
import { SelectTool } from './select-tool.tsx';

/** The tool that is active now. */
export function ToolInUse({
  tool,
  schoolId,
  pinned,
  overlay,
  selection,
  onSelection,
  onClose,
}: {
  tool: MapToolId;
  schoolId: number | null;
  /** Where something is to be said of a spot. */
  pinned: LngLat | null;
  overlay: OverlayState;
  selection: Selection;
  onSelection: (selection: Selection) => void;
  onClose: () => void;
}) {
  switch (tool) {
    case 'selectBox':
    case 'selectPolygon':
    case 'selectCircle':
      return (
        <SelectTool
          key={tool}
          tool={tool}
          overlay={overlay}
          selection={selection}
          onSelection={onSelection}
          onClose={onClose}
        />
      );
    case 'pin':
      return <PinTool at={pinned} onClose={onClose} />;
    case 'aroundPoint':
    case 'aroundLine':
    case 'aroundArea':
      return <AroundTool key={tool} tool={tool} onClose={onClose} />;
    case 'measureByRule':
      return <RuleTool schoolId={schoolId} onClose={onClose} />;
    case 'measureLine':
    case 'measureArea':
    case 'measureCircle':
      return <MeasureTool key={tool} tool={tool} onClose={onClose} />;
  }
}
