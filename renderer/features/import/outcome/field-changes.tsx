import type { FieldChange } from '#shared/contract/import.ts';
import { useService } from '../../../client/queries.ts';
import { categoryTitle } from '../../../components/format.ts';

/** Fields with what stood there and what stands there now. */
export function FieldChanges({ changes }: { changes: readonly FieldChange[] }) {
  const workspace = useService('workspace.describe', {});
  const words = (field: string, text: string) =>
    field === 'category' ? categoryTitle(workspace.data?.categories ?? [], text) : text || '空';
  return (
    <dl className="field-changes">
      {changes.map(({ field, title, before, after }) => (
        <div key={field}>
          <dt>{title}</dt>
          <dd>
            <del>{words(field, before)}</del> → <ins>{words(field, after)}</ins>
          </dd>
        </div>
      ))}
    </dl>
  );
}
