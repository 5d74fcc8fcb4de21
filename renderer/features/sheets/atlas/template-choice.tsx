import { DeleteOutlined } from '@ant-design/icons';
import { Button, Popconfirm, Select } from 'antd';
import { useCommand } from '../../../client/queries.ts';
import { useCarryOut } from '../../../components/use-carry-out.ts';
import type { OwnSheetTemplate } from './use-order.ts';

/** Which template a sheet begins from; one of the locality's own can be deleted. */
export function TemplateChoice({
  templates,
  template,
  onTemplate,
}: {
  templates: readonly OwnSheetTemplate[];
  template: OwnSheetTemplate;
  onTemplate: (id: string) => void;
}) {
  const remove = useCommand('saved.remove');
  const carryOut = useCarryOut();
  const own = templates.filter(({ savedId }) => savedId !== null);
  const option = ({ id, title }: OwnSheetTemplate) => ({ value: id, label: title });
  return (
    <div className="sheets-template">
      <div className="sheets-template-row">
        <Select
          aria-label="模板"
          value={template.id}
          onChange={onTemplate}
          options={[
            { label: '随程序提供', options: templates.filter(({ savedId }) => savedId === null).map(option) },
            ...(own.length > 0 ? [{ label: '本区模板', options: own.map(option) }] : []),
          ]}
        />
        {template.savedId !== null && (
          <Popconfirm
            title={`删除模板“${template.title}”？`}
            onConfirm={() =>
              carryOut(
                () => remove.mutateAsync({ input: { id: template.savedId ?? 0 } }),
                null,
                () => onTemplate('school-zone'),
              )
            }
          >
            <Button icon={<DeleteOutlined />} aria-label="删除模板" />
          </Popconfirm>
        )}
      </div>
      <p className="quiet small">{template.use}</p>
    </div>
  );
}
