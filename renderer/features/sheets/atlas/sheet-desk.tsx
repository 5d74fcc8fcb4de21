import { EditOutlined, UndoOutlined } from '@ant-design/icons';
import { Alert, Button, Segmented, Spin, Tooltip } from 'antd';
import { type ReactNode, useState } from 'react';
import type { SheetPreview as DrawnPreview } from '#shared/contract/sheets.ts';
import { pageKindNames } from '#shared/sheets/sheet-template.ts';
import { DraftNotices } from '../../../components/drafts/draft-notices.tsx';
import { EmptyState } from '../../../components/states.tsx';
import { goTo } from '../../../routes/navigation.ts';
import { BlockForm } from './block-form.tsx';
import { BlockOverlay } from './block-overlay.tsx';
import { CrowdedNotice } from './crowded-notice.tsx';
import { MakeBar } from './make-bar.tsx';
import { OrderForm } from './order-form.tsx';
import { PagePicker } from './page-picker.tsx';
import { PageSteps } from './page-steps.tsx';
import { PanOverlay } from './pan-overlay.tsx';
import { SaveTemplate } from './save-template.tsx';
import { SheetPreview } from './sheet-preview.tsx';
import { TemplateChoice } from './template-choice.tsx';
import { type OrderState, type OwnSheetTemplate, useOrder } from './use-order.ts';
import { usePageChanges } from './use-page-changes.ts';
import { useSheetPreview } from './use-sheet-preview.ts';

/** Template and pages at the left, the sheet as it will print in the middle, what can be set at the right. */
export function SheetDesk({
  tabs,
  templates,
  template,
  page,
  only,
  onTemplate,
  onPage,
}: {
  tabs: ReactNode;
  templates: readonly OwnSheetTemplate[];
  template: OwnSheetTemplate;
  page: string | null;
  /** Only that page is printed, until others are chosen. */
  only: boolean;
  onTemplate: (id: string) => void;
  onPage: (key: string) => void;
}) {
  const state = useOrder(template, only ? page : null);
  const { order: wanted } = state;
  const changed = usePageChanges(wanted);
  const { order } = changed;
  const [editing, setEditing] = useState(false);
  const [chosen, setChosen] = useState<string | null>(null);
  const [zoom, setZoom] = useState<Zoom>('fit');
  const { pages, shown, drawn, ...drawing } = useSheetPreview(wanted, page ?? changed.first);
  const scale = drawn?.scale ?? null;
  const count = order.pages.keys?.length ?? pages?.length ?? 0;
  return (
    <div className="sheets-desk">
      <aside className="sheets-left" aria-label="模板和页面">
        {tabs}
        <TemplateChoice templates={templates} template={template} onTemplate={onTemplate} />
        <PagePicker
          pages={pages}
          order={order}
          shown={shown}
          onShow={onPage}
          changed={changed}
          onChange={(choice) => {
            changed.setOnlyChanged(false);
            state.change({ pages: choice });
          }}
        />
      </aside>
      <section className="sheets-preview">
        <header className="sheets-controls">
          <PageSteps keys={(pages ?? []).map(({ key }) => key)} shown={shown} onShow={onPage} />
          <span className="quiet sheets-scale">
            {editing || scale === null ? '' : '预览与成图一致　'}
            {scale === null ? '' : `1:${scale}`}
          </span>
          <ZoomSwitch zoom={zoom} onChange={setZoom} />
          <span className="sheets-gap" />
          <TemplateChanges state={state} template={template} />
          <Button
            icon={<EditOutlined />}
            type={editing ? 'primary' : 'default'}
            onClick={() => setEditing(!editing)}
          >
            {editing ? '完成编辑' : '编辑版式'}
          </Button>
        </header>
        <div className="sheets-paper">
          <DraftNotices draft={state.kept} onDiscard={state.reset} />
          {drawing.error && <Alert type="error" showIcon title={drawing.error.message} />}
          {pages?.length === 0 && (
            <EmptyState title={`没有可以出图的${pageKindNames[template.pages]}`}>{template.use}</EmptyState>
          )}
          {drawn && <CrowdedNotice crowded={drawn.crowded} state={state} />}
          {drawn && !drawing.previewFailed && (
            <SheetPreview
              key={order.template.id}
              drawn={drawn}
              busy={drawing.isBehind}
              trueSize={zoom === 'true'}
              layer={
                editing ? (
                  <BlockOverlay
                    template={order.template}
                    preview={drawn}
                    chosen={chosen}
                    onChoose={setChosen}
                    onChange={(blocks) => state.changeTemplate({ blocks: [...blocks] })}
                  />
                ) : (
                  count === 1 && !order.pages.replacing && <MapMover state={state} preview={drawn} />
                )
              }
            />
          )}
          {drawing.isFirstDrawing && (
            <div className="sheets-waiting">
              <Spin />
            </div>
          )}
        </div>
      </section>
      <aside className="sheets-right" aria-label="出图设置">
        <div className="sheets-settings">
          {editing ? (
            <BlockForm
              template={order.template}
              chosen={chosen}
              onChoose={setChosen}
              onChange={(blocks) => state.changeTemplate({ blocks })}
            />
          ) : (
            <OrderForm state={state} scale={scale} pages={pages?.length ?? 0} />
          )}
        </div>
        <MakeBar order={order} count={count} shown={shown} />
      </aside>
    </div>
  );
}

/** Moves the map of the only sheet within its frame. */
function MapMover({ state, preview }: { state: OrderState; preview: DrawnPreview }) {
  const { template, settings } = state.order;
  const main = template.blocks.find((block) => block.kind === 'map' && block.role === 'main');
  return (
    <PanOverlay
      preview={preview}
      main={main?.id ?? ''}
      rotation={settings.rotation}
      onPan={(centre) => state.change({ settings: { ...settings, centre } })}
    />
  );
}

type Zoom = 'fit' | 'true';

function ZoomSwitch({ zoom, onChange }: { zoom: Zoom; onChange: (zoom: Zoom) => void }) {
  return (
    <Segmented
      size="small"
      aria-label="预览大小"
      value={zoom}
      onChange={onChange}
      options={[
        { value: 'fit', label: '适合窗口' },
        { value: 'true', label: '实际大小' },
      ]}
    />
  );
}

/** What was changed of the template: taken back step by step or at once, or kept as a template. */
function TemplateChanges({ state, template }: { state: OrderState; template: OwnSheetTemplate }) {
  return (
    <>
      {state.undo && (
        <Tooltip title="撤销版式改动">
          <Button icon={<UndoOutlined />} aria-label="撤销版式改动" onClick={state.undo} />
        </Tooltip>
      )}
      {state.changed && (
        <>
          <Button onClick={state.reset}>还原模板</Button>
          <SaveTemplate
            state={state}
            own={template}
            onSaved={(id) => goTo({ name: 'sheetTemplate', template: id })}
          />
        </>
      )}
    </>
  );
}
