import { useMemo, useState } from 'react';
import type { SchoolDetail } from '#shared/contract/places.ts';
import type { PositionSource } from '#shared/zones/uncertainty.ts';
import { useCommand } from '../../../client/queries.ts';
import { SourceSelect } from '../../../components/fields/source-select.tsx';
import { useCarryOut } from '../../../components/use-carry-out.ts';
import { VerdictChanges } from '../../../components/verdict-changes.tsx';
import { goTo } from '../../../routes/navigation.ts';
import { Panel } from '../panel.tsx';
import { AreaFields } from './area-fields.tsx';
import { EditorActions } from './editor-actions.tsx';
import type { Area } from './pasted-shape.ts';
import './editors.css';

/** The edge of a campus: its parts and holes, drawn anew or corner by corner. */
export function CampusEditor({ school }: { school: SchoolDetail }) {
  const [area, setArea] = useState<Area>(school.campus ?? []);
  const [source, setSource] = useState<PositionSource>(school.boundarySource ?? 'imagery');
  const [touched, setTouched] = useState(false);
  const save = useCommand('schools.saveCampus');
  const carryOut = useCarryOut();
  const back = () => goTo({ name: 'school', id: school.id });
  const isEmpty = area.length === 0;
  const input = useMemo(
    () => ({ schoolId: school.id, campus: isEmpty ? null : area, source }),
    [school.id, area, isEmpty, source],
  );
  return (
    <Panel
      title="编辑校园边界"
      tags={<span className="quiet">{school.name}</span>}
      onClose={back}
      actions={
        <EditorActions
          canSave={touched && !isEmpty}
          saving={save.isPending}
          onSave={() => carryOut(() => save.mutateAsync({ input }), '校园边界已保存，研判已更新', back)}
          onCancel={back}
          remove={
            school.hasBoundary
              ? {
                  label: '删除边界',
                  question: '删除整个校园边界？',
                  description: '此后以校门为起点研判。操作记录中保留删除前的边界。',
                  busy: false,
                  onRemove: () =>
                    carryOut(
                      () => save.mutateAsync({ input: { ...input, campus: null } }),
                      '校园边界已删除',
                      back,
                    ),
                }
              : null
          }
        />
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
