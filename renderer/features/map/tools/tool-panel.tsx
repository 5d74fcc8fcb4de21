import { CloseOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import type { MapToolId } from '../../../map/tool-ids.ts';
import { toolHints, toolTitles } from './tool.ts';
import './tools.css';

/** What a tool shows of itself, above the map. */
export function ToolPanel({
  tool,
  onClose,
  children,
}: {
  tool: MapToolId;
  onClose: () => void;
  children?: ReactNode;
}) {
  return (
    <section className="tool-panel" aria-label={toolTitles[tool]}>
      <header>
        <h2>{toolTitles[tool]}</h2>
        <Button type="text" size="small" icon={<CloseOutlined />} aria-label="结束" onClick={onClose} />
      </header>
      {children ?? <p className="quiet small">{toolHints[tool]}</p>}
    </section>
  );
}
