import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Form, Input } from 'antd';
import type { PackDetail } from '#shared/contract/packs.ts';
import { hazardLevelSchema } from '#shared/ledger/hazard.ts';
import type { RulePack } from '#shared/rules/rule.ts';
import { useCommand } from '../../client/queries.ts';
import { NumberField } from '../../components/fields/number-field.tsx';
import { required } from '../../components/fields/required.ts';
import { useHazardKinds } from '../../components/fields/use-hazard-kinds.ts';
import { FormDialog } from '../../components/form-dialog.tsx';
import { useCarryOut } from '../../components/use-carry-out.ts';
import {
  type DeadlineFields,
  deadlineFields,
  deadlinesOf,
  type KindRow,
  kindsOf,
  rowsOf,
} from './kind-rows.ts';

interface Fields {
  rows: KindRow[];
  deadlines: DeadlineFields;
}

/** The kinds of hazards that a pack names, each with its sentences and who has to do with it. */
export function PackKinds({ pack }: { pack: RulePack }) {
  const { hazardKinds, deadlines, temporaryMeasures } = pack;
  return (
    <details className="pack-obligations">
      <summary>
        {hazardKinds.length === 0
          ? '隐患种类：文件没有列，用全国通用的种类'
          : `隐患种类和分工（${hazardKinds.length} 种）`}
        {deadlines.length > 0 &&
          `；整改期限：${deadlines.map(({ level, days }) => `${level} ${days} 天`).join('、')}`}
      </summary>
      <ul>
        {hazardKinds.map(({ name, article, tasks }) => (
          <li key={name}>
            {name}
            <span className="quiet small">　{article}</span>
            {tasks.map(({ excerpt, article: own, subject, bodies, helping }) => (
              <div key={excerpt} className="quiet small">
                “{excerpt}”{own && `　${own}`}
                {subject && `　责任主体：${subject}`}
                {bodies.length > 0 && `　责任部门：${bodies.join('、')}`}
                {helping.length > 0 && `　配合部门：${helping.join('、')}`}
              </div>
            ))}
          </li>
        ))}
        {temporaryMeasures && (
          <li>
            临时强化防范措施
            <div className="quiet small">
              “{temporaryMeasures.excerpt}”　{temporaryMeasures.article}
            </div>
          </li>
        )}
      </ul>
    </details>
  );
}

/** Changes the kinds of an own pack, and within how many days what is of a level is to be put right. */
export function KindsEditor({ detail: { pack }, onClose }: { detail: PackDetail; onClose: () => void }) {
  const save = useCommand('packs.save');
  const carryOut = useCarryOut();
  const inForce = useHazardKinds().kinds;
  const known = pack.hazardKinds.length > 0 ? pack.hazardKinds : inForce;
  return (
    <FormDialog<Fields>
      title="隐患种类和整改期限"
      okText="保存"
      width={980}
      saving={save.isPending}
      onClose={onClose}
      draft={{ kind: 'pack', thing: `${pack.id}/kinds`, title: `${pack.title} 隐患种类` }}
      foot={
        <p className="quiet small">
          同名的几行是一个种类的几项分工。已登记的隐患保留原来的种类；“区内禁设场所”“设施缺失”“其他”没有列的，由系统补上。
        </p>
      }
      initialValues={{ rows: rowsOf(known), deadlines: deadlineFields(pack) }}
      onFinish={({ rows, deadlines }, { sent }) =>
        carryOut(
          () =>
            save.mutateAsync({
              input: {
                pack: {
                  ...pack,
                  hazardKinds: kindsOf(rows, known),
                  deadlines: deadlinesOf(deadlines, pack.deadlines),
                },
              },
            }),
          '已保存',
          () => {
            sent();
            onClose();
          },
        )
      }
    >
      <div className="kind-deadlines">
        {hazardLevelSchema.options.map((level) => (
          <NumberField
            key={level}
            name={['deadlines', level]}
            label={`${level}隐患整改期限`}
            unit="天"
            min={1}
            max={3660}
            whole
          />
        ))}
      </div>
      <KindRows />
    </FormDialog>
  );
}

const columns = [
  ['name', '种类'],
  ['article', '条款'],
  ['excerpt', '文件原文'],
  ['subject', '责任主体'],
  ['bodies', '责任部门'],
  ['helping', '配合部门'],
] as const;

function KindRows() {
  return (
    <Form.List name="rows">
      {(fields, { add, remove }) => (
        <>
          <table className="kind-rows">
            <thead>
              <tr>
                {columns.map(([key, title]) => (
                  <th key={key} scope="col" className="quiet small">
                    {title}
                  </th>
                ))}
                <td />
              </tr>
            </thead>
            <tbody>
              {fields.map(({ key, name }) => (
                <tr key={key}>
                  {columns.map(([column, title]) => (
                    <td key={column}>
                      <Form.Item
                        name={[name, column]}
                        {...(column === 'name' && { rules: [required(title)] })}
                      >
                        <Input
                          aria-label={`第 ${name + 1} 行${title}`}
                          maxLength={column === 'excerpt' ? 500 : 100}
                        />
                      </Form.Item>
                    </td>
                  ))}
                  <td>
                    <Button
                      type="text"
                      size="small"
                      icon={<DeleteOutlined />}
                      aria-label={`去掉第 ${name + 1} 行`}
                      onClick={() => remove(name)}
                    />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          <Button type="dashed" size="small" icon={<PlusOutlined />} onClick={() => add({ name: '' })}>
            增加一行
          </Button>
        </>
      )}
    </Form.List>
  );
}
