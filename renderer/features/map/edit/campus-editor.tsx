import { Button, Popconfirm } from 'antd';
import { useMemo, useState } from 'react';
import type { InputOf } from '#shared/contract/contract.ts';
import type { SchoolDetail } from '#shared/contract/places.ts';
import type { PositionSource } from '#shared/zones/uncertainty.ts';
import { useCommand } from '../../../client/queries.ts';
import { useNotify } from '../../../components/notify.ts';
import { SourceSelect } from '../../../components/position-fields.tsx';
import { VerdictChanges } from '../../../components/verdict-changes.tsx';
import { Panel } from '../panel.tsx';
import { AreaFields } from './area-fields.tsx';
import type { Area } from './pasted-shape.ts';
import './editors.css';
import { goTo } from '../../../routes/navigation.ts';

/** The edge of a campus: its parts and holes, drawn anew or corner by corner. */
export function CampusEditor({ school }: { school: SchoolDetail }) {
  const [area, setArea] = useState<Area>(school.campus ?? []);
  const [source, setSource] = useState<PositionSource>(school.boundarySource ?? 'imagery');
  const [touched, setTouched] = useState(false);
  const save = useCommand('schools.saveCampus');
  const notify = useNotify();
  const back = () => goTo({ name: 'school', id: school.id });
  const isEmpty = area.length === 0;
  const input = useMemo(
    () => ({ schoolId: school.id, campus: isEmpty ? null : area, source }),
    [school.id, area, isEmpty, source],
  );
  const run = async (campus: InputOf<'schools.saveCampus'>, done: string) => {
    try {
      await save.mutateAsync({ input: campus });
      notify.done(done);
      back();
    } catch (error) {
      notify.failed(error);
    }
  };
  return (
    <Panel
      title="编辑校园边界"
      tags={<span className="quiet">{school.name}</span>}
      onClose={back}
      actions={
        <>
          <Button
            type="primary"
            disabled={!touched || isEmpty}
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
        <AreaFields
          area={area}
          onChange={(next) => {
            setArea(next);
            setTouched(true);
          }}
        />
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
        {touched && !isEmpty && <VerdictChanges command="schools.saveCampus" input={input} />}
      </div>
    </Panel>
  );
}
