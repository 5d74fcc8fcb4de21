import { Form, Select } from 'antd';
import { type AboutKind, aboutTitles } from '#shared/blanks/field-words.ts';
import { everything } from '#shared/tables/query.ts';
import type { TableName } from '#shared/tables/table-columns.ts';
import { useService } from '../../../client/queries.ts';
import { UnkeptForm } from '../../../components/drafts/unkept-form.tsx';

interface About {
  readonly kind: AboutKind;
  readonly id: number;
}

/** Which record a form is filled for, where it is about one. */
export function BlankSubject({
  kind,
  chosen,
  onChoose,
}: {
  kind: AboutKind;
  chosen: About | null;
  onChoose: (about: About | null) => void;
}) {
  const options = useSubjects(kind);
  return (
    <UnkeptForm because="choice">
      <Form.Item label={`这张表填${aboutTitles[kind]}`} className="blank-subject">
        <Select
          aria-label={aboutTitles[kind]}
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          placeholder={`选择${aboutTitles[kind]}，可输入名称查找`}
          value={chosen?.kind === kind ? chosen.id : null}
          onChange={(id: number | undefined) => onChoose(id === undefined ? null : { kind, id })}
          options={options}
        />
      </Form.Item>
    </UnkeptForm>
  );
}

const tables: Partial<Record<AboutKind, { table: TableName; columns: string[] }>> = {
  visit: { table: 'visits', columns: ['on', 'venueName', 'schoolName', 'result'] },
  hazard: { table: 'hazards', columns: ['code', 'venueName', 'schoolName', 'kind'] },
  school: { table: 'schools', columns: ['name'] },
  venue: { table: 'venues', columns: ['name', 'address'] },
  gate: { table: 'gates', columns: ['schoolName', 'name'] },
};

function useSubjects(kind: AboutKind): { value: number; label: string }[] {
  const listed = tables[kind];
  const rows = useService(
    'tables.rows',
    listed ? { ...listed, query: everything, text: '', sort: [], about: null, offset: 0, limit: 500 } : null,
  );
  const sweeps = useService('sweeps.list', kind === 'sweep' ? {} : null);
  if (kind === 'sweep') return (sweeps.data ?? []).map(({ id, title }) => ({ value: id, label: title }));
  return (rows.data?.rows ?? []).map(({ id, cells }) => ({
    value: id,
    label: cells.filter(Boolean).join('　'),
  }));
}
