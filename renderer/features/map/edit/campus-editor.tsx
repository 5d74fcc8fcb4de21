import { useMemo } from 'react';
import { z } from 'zod';
import type { InputOf } from '#shared/contract/contract.ts';
import { placeSchema } from '#shared/contract/editing.ts';
import type { SchoolDetail } from '#shared/contract/places.ts';
import { positionSourceSchema } from '#shared/zones/uncertainty.ts';
import { DraftNotices } from '../../../components/drafts/draft-notices.tsx';
import { useKeptEdits } from '../../../components/drafts/use-kept-edits.ts';
import { SourceSelect } from '../../../components/fields/source-select.tsx';
import { useJoinedSave } from '../../../components/meanwhile/use-joined-save.tsx';
import { useCarryOut } from '../../../components/use-carry-out.ts';
import { VerdictChanges } from '../../../components/verdict-changes.tsx';
import { Panel } from '../panel.tsx';
import { AreaFields } from './area-fields.tsx';
import { EditorActions } from './editor-actions.tsx';
import './editors.css';

/** The edge of a campus: its parts and holes, drawn anew or corner by corner. */
export function CampusEditor({
  school,
  onLeave,
}: {
  school: SchoolDetail;
  onLeave: (saved: boolean) => void;
}) {
  const { campus, opened, touched, change, kept, discard } = useCampus(school);
  const { area, source } = campus;
  const isEmpty = area.length === 0;
  const input = useMemo(() => inputOf(school.id, { area, source }), [school.id, area, source]);
  const back = () => onLeave(false);
  const { saving, put } = useSaveCampus(inputOf(school.id, opened), () => {
    kept.end();
    onLeave(true);
  });
  return (
    <Panel
      title="编辑校园边界"
      tags={<span className="quiet">{school.name}</span>}
      onClose={back}
      actions={
        <EditorActions
          canSave={touched && !isEmpty}
          saving={saving}
          onSave={() => put(input, '校园边界已保存，研判已更新')}
          onCancel={back}
          remove={
            school.hasBoundary
              ? {
                  label: '删除边界',
                  question: '删除整个校园边界？',
                  description: '此后以校门为起点研判。操作记录中保留删除前的边界。',
                  busy: false,
                  onRemove: () => put({ ...input, campus: null }, '校园边界已删除'),
                }
              : null
          }
        />
      }
    >
      <div className="editor">
        <DraftNotices draft={kept} onDiscard={discard} />
        <AreaFields key={kept.keptAt} area={area} onChange={(next) => change({ area: next })} />
        <div className="editor-row">
          <span>边界来源</span>
          <SourceSelect value={source} onChange={(next) => change({ source: next })} />
        </div>
        {touched && !isEmpty && <VerdictChanges command="schools.saveCampus" input={input} />}
      </div>
    </Panel>
  );
}

const campusStateSchema = z.object({
  area: z.array(z.array(z.array(placeSchema))),
  source: positionSourceSchema,
});
type CampusState = z.infer<typeof campusStateSchema>;

/** The campus as it is known until somebody changes it, then as it is being drawn, kept until it is saved. */
function useCampus({ id, name, campus: known, boundarySource }: SchoolDetail) {
  const begun = useMemo(
    (): CampusState => ({ area: known ?? [], source: boundarySource ?? 'imagery' }),
    [known, boundarySource],
  );
  const { state: campus, ...edits } = useKeptEdits(
    { kind: 'place', thing: `campus/${id}`, title: `${name}校园边界` },
    campusStateSchema,
    begun,
  );
  return { campus, ...edits };
}

function inputOf(schoolId: number, { area, source }: CampusState): InputOf<'schools.saveCampus'> {
  return { schoolId, campus: area.length === 0 ? null : area, source };
}

function useSaveCampus(was: InputOf<'schools.saveCampus'>, onSaved: () => void) {
  const { save, isPending } = useJoinedSave('schools.saveCampus');
  const carryOut = useCarryOut();
  const put = (input: InputOf<'schools.saveCampus'>, done: string) =>
    carryOut(() => save(input, was), done, onSaved);
  return { saving: isPending, put };
}
