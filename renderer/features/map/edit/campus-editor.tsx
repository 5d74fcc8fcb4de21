import { Alert, Button, Popconfirm } from 'antd';
import { useMemo, useState } from 'react';
import type { InputOf } from '#shared/contract/contract.ts';
import type { SchoolDetail } from '#shared/contract/places.ts';
import type { PositionSource } from '#shared/zones/uncertainty.ts';
import { useCommand } from '../../../client/queries.ts';
import { FlipList } from '../../../components/flip-list.tsx';
import { useNotify } from '../../../components/notify.ts';
import { SourceSelect } from '../../../components/position-fields.tsx';
import { goTo } from '../../../components/route.ts';
import type { DrawingRequest } from '../../../map/drawing.ts';
import { useDrawing } from '../map-tools.tsx';
import { Panel } from '../panel.tsx';
import './editors.css';

type Ring = [number, number][];

/** The edge of a campus, drawn anew or corner by corner. Further parts and holes stay as they are. */
export function CampusEditor({ school }: { school: SchoolDetail }) {
  const first = school.campus?.[0]?.[0] ?? null;
  const [ring, setRing] = useState<Ring | null>(first);
  const [source, setSource] = useState<PositionSource>(school.boundarySource ?? 'imagery');
  const [touched, setTouched] = useState(false);
  const save = useCommand('schools.saveCampus');
  const notify = useNotify();
  const back = () => goTo('map', 'school', school.id);
  const fresh = ring === null;
  useDrawing(
    useMemo((): DrawingRequest => {
      return {
        key: fresh ? 'campus/new' : 'campus',
        shape: 'polygon',
        value: ring && { type: 'Polygon', coordinates: [ring] },
        onChange: (shape) => {
          if (shape.type !== 'Polygon') return;
          setRing((shape.coordinates[0] ?? []) as Ring);
          setTouched(true);
        },
      };
    }, [ring, fresh]),
  );
  const input = useMemo(() => inputOf(school, ring, source), [school, ring, source]);
  const run = async (campus: InputOf<'schools.saveCampus'>, done: string) => {
    try {
      await save.mutateAsync({ input: campus });
      notify.done(done);
      back();
    } catch (error) {
      notify.failed(error);
    }
  };
  const parts = (school.campus?.length ?? 0) > 1 || (school.campus?.[0]?.length ?? 0) > 1;
  return (
    <Panel
      title="编辑校园边界"
      tags={<span className="quiet">{school.name}</span>}
      onClose={back}
      actions={
        <>
          <Button
            type="primary"
            disabled={!touched || ring === null}
            loading={save.isPending}
            onClick={() => run(input, '校园边界已保存，研判已更新')}
          >
            保存
          </Button>
          <Button onClick={back}>取消</Button>
          {school.hasBoundary && (
            <Popconfirm
              title="删除整个校园边界？"
              description="此后以校门为起点研判。操作记录中保留删除前的边界。"
              okText="删除"
              cancelText="不删"
              onConfirm={() => run({ ...input, campus: null }, '校园边界已删除')}
            >
              <Button danger>删除边界</Button>
            </Popconfirm>
          )}
        </>
      }
    >
      <div className="editor">
        <p className="quiet small">
          {ring === null
            ? '在地图上沿围墙外缘依次点击，双击结束。'
            : '拖动角点调整；拖动边上的小点增加角点；右键点击角点删除。'}
        </p>
        {parts && (
          <Alert
            type="info"
            showIcon
            title="这所学校有多块校园或内部空地，这里只改动第一块的外边界，其余保留。"
          />
        )}
        <div className="editor-row">
          <span>边界来源</span>
          <SourceSelect
            value={source}
            onChange={(next) => {
              setSource(next);
              setTouched(true);
            }}
          />
        </div>
        {ring !== null && (
          <Button
            onClick={() => {
              setRing(null);
              setTouched(true);
            }}
          >
            清除后重新画
          </Button>
        )}
        {touched && ring !== null && <FlipList command="schools.saveCampus" input={input} />}
      </div>
    </Panel>
  );
}

function inputOf(
  school: SchoolDetail,
  ring: Ring | null,
  source: PositionSource,
): InputOf<'schools.saveCampus'> {
  const [firstPart, ...otherParts] = school.campus ?? [];
  const holes = firstPart?.slice(1) ?? [];
  return { schoolId: school.id, campus: ring && [[ring, ...holes], ...otherParts], source };
}
