import { Form } from 'antd';
import { useMemo, useState } from 'react';
import type { DrawnTable } from '#shared/contract/editing.ts';
import { useCommand, useService } from '../../../client/queries.ts';
import { KeptForm, type SentDraft } from '../../../components/drafts/kept-form.tsx';
import { Evidence } from '../../../components/evidence/evidence.tsx';
import { useJoinedSave } from '../../../components/meanwhile/use-joined-save.tsx';
import { ErrorState, Loading } from '../../../components/states.tsx';
import { useCarryOut } from '../../../components/use-carry-out.ts';
import { VerdictChanges } from '../../../components/verdict-changes.tsx';
import { goTo } from '../../../routes/navigation.ts';
import { Panel } from '../panel.tsx';
import {
  type DrawnObject,
  drawnBy,
  leftFor,
  nouns,
  type ObjectRoute,
  type ObjectValues,
  removedFor,
  savedFor,
  usualValues,
} from './drawn-object.ts';
import { EditorActions } from './editor-actions.tsx';
import { ObjectFields } from './object-fields.tsx';
import { ShapeFields } from './shape-fields.tsx';
import './editors.css';
import { useMayCall } from '../../../client/use-may.ts';

/** A thing on the map, drawn anew or changed: its shape and what is said of it. */
export function ObjectEditor({ route }: { route: ObjectRoute }) {
  const object = drawnBy(route);
  const { table, id, kind } = object;
  const known = useService('places.shape', id === null ? null : { table, id });
  if (known.error) return <ErrorState error={known.error} />;
  if (id !== null && !known.data) return <Loading />;
  return (
    <Editor
      key={`${table}/${id}`}
      object={object}
      values={known.data?.values ?? { ...usualValues[table], ...(kind ? { kind } : {}) }}
      geometry={known.data?.geometry ?? null}
    />
  );
}

interface ObjectForm {
  said: ObjectValues;
  geometry: GeoJSON.Geometry | null;
}

function Editor({
  object,
  values,
  geometry,
}: {
  object: DrawnObject;
  values: ObjectValues;
  geometry: GeoJSON.Geometry | null;
}) {
  const may = useMayCall();
  const { table, id } = object;
  const [form] = Form.useForm<ObjectForm>();
  const shape = Form.useWatch('geometry', form) ?? null;
  const { save, isPending } = useJoinedSave('places.save');
  // As it was when the form was opened: others may change it meanwhile.
  const [opened] = useState({ values, geometry });
  const remove = useCommand('places.remove');
  const carryOut = useCarryOut();
  const what = nouns[table];
  const back = () => goTo(leftFor(object));
  const moved = useMemo(() => JSON.stringify(shape) !== JSON.stringify(opened.geometry), [shape, opened]);
  const was = id === null ? null : { table, id, ...opened, geometry: moved ? opened.geometry : null };
  const submit = ({ said }: ObjectForm, { sent }: SentDraft) =>
    carryOut(
      () => save({ table, id, values: filled(said), geometry: moved ? shape : null }, was),
      `${what}已保存，可按 Ctrl+Z 撤销`,
      (saved) => {
        sent();
        goTo(savedFor(object, saved.id));
      },
    );
  const drop = (known: number) =>
    carryOut(
      () => remove.mutateAsync({ input: { table, id: known } }),
      `${what}已删除，可按 Ctrl+Z 撤销`,
      () => goTo(removedFor(object)),
    );
  return (
    <Panel
      title={id === null ? `新增${what}` : `编辑${what}`}
      tags={null}
      onClose={back}
      actions={
        <EditorActions
          canSave={shape !== null}
          saving={isPending}
          onSave={form.submit}
          onCancel={back}
          remove={
            id === null
              ? null
              : {
                  label: '删除',
                  question: `删除这个${what}？`,
                  description: '可以撤销。',
                  busy: false,
                  onRemove: () => drop(id),
                }
          }
        />
      }
    >
      <div className="editor">
        <KeptForm<ObjectForm>
          draft={{
            kind: 'place',
            thing: `${table}/${id ?? 'new'}`,
            title: `${what} ${values.name ?? ''}`.trim(),
          }}
          form={form}
          initialValues={{ said: values, geometry }}
          onFinish={submit}
        >
          <Form.Item name="geometry">
            <ShapeField table={table} />
          </Form.Item>
          <ObjectFields table={table} id={id} />
        </KeptForm>
        {id !== null && table === 'facilities' && may('attachments.list') && (
          <>
            <h2 className="list-title">照片</h2>
            <Evidence of={{ kind: 'facility', id }} />
          </>
        )}
        <ShapeChanges object={object} shape={moved ? shape : null} />
      </div>
    </Panel>
  );
}

/** Where the thing is, as a field of the form: so it is kept with what is said of it. */
function ShapeField({
  table,
  value = null,
  onChange,
}: {
  table: DrawnTable;
  value?: GeoJSON.Geometry | null;
  onChange?: (shape: GeoJSON.Geometry | null) => void;
}) {
  return (
    <div className="editor">
      <ShapeFields table={table} shape={value} onShape={(shape) => onChange?.(shape)} />
    </div>
  );
}

/** Which verdicts another shape would change; a new thing has none yet, and some kinds never have. */
function ShapeChanges({
  object: { table, id },
  shape,
}: {
  object: DrawnObject;
  shape: GeoJSON.Geometry | null;
}) {
  const input = useMemo(
    () => (shape && id !== null ? { table, id, values: {}, geometry: shape } : null),
    [shape, table, id],
  );
  if (!input || table === 'facilities' || table === 'regions' || table === 'troubleSpots') return null;
  return <VerdictChanges command="places.save" input={input} />;
}

/** Empty fields are not sent: the service fills them in. */
function filled(fields: ObjectValues): ObjectValues {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
