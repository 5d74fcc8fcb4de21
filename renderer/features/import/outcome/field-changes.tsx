import type { FieldChange } from '#shared/contract/place-changes.ts';
import { useService } from '../../../client/queries.ts';
import { categoryTitle } from '../../../components/format.ts';
import { Tag } from '../../../components/tags.tsx';

/** Fields with what stood there and what stands there now. */
export function FieldChanges({ changes }: { changes: readonly FieldChange[] }) {
  const workspace = useService('workspace.describe', {});
  const words = (field: string, text: string) =>
    text !== '' && (field === 'category' || field === 'furtherKinds')
      ? categoryTitle(workspace.data?.categories ?? [], text)
      : text || '空';
  return (
    <dl className="field-changes">
      {changes.map(({ field, title, before, after, keptByHand }) => (
        <div key={field}>
          <dt>{title}</dt>
          {keptByHand ? (
            <dd>
              {words(field, before)} <Tag tone="plain">手工改过，保留</Tag>（名单为 {words(field, after)}）
            </dd>
          ) : (
            <dd>
              <del>{words(field, before)}</del> → <ins>{words(field, after)}</ins>
            </dd>
          )}
        </div>
      ))}
    </dl>
  );
}
