import type { FieldDifference, PackDifference } from '#shared/rules/pack-difference.ts';
import { Tag } from '../../components/tags.tsx';
import { fieldName } from './pack-edits.ts';

const kinds = { added: '新增', removed: '去掉', changed: '修改' } as const;

/** What an own pack changes of the pack that it was copied from. */
export function PackDifferenceList({ difference }: { difference: PackDifference }) {
  if (difference.pack.length === 0 && difference.rules.length === 0)
    return <p className="quiet">与来源规则包相同。</p>;
  return (
    <ul className="pack-difference" data-testid="difference">
      {difference.pack.length > 0 && (
        <li>
          <b>规则包</b>
          <Fields fields={difference.pack} />
        </li>
      )}
      {difference.rules.map((rule) => (
        <li key={rule.ruleId}>
          <Tag tone={rule.kind === 'removed' ? 'violation' : rule.kind === 'added' ? 'supervised' : 'accent'}>
            {kinds[rule.kind]}
          </Tag>{' '}
          <b>{rule.title}</b> <span className="quiet">{rule.ruleId}</span>
          <Fields fields={rule.fields} />
        </li>
      ))}
    </ul>
  );
}

function Fields({ fields }: { fields: readonly FieldDifference[] }) {
  return (
    <dl>
      {fields.map(({ field, before, after }) => (
        <div key={field}>
          <dt>{fieldName(field)}</dt>
          <dd>
            <del>{before ?? '空'}</del> → <ins>{after ?? '空'}</ins>
          </dd>
        </div>
      ))}
    </dl>
  );
}
