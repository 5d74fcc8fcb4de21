import { ArrowDownOutlined, ArrowUpOutlined, DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Form, Input, Select } from 'antd';
import { formulaOf, formulasFor, type ScoreSubjects } from '#shared/scores/score-formulas.ts';
import { scoringNames, withoutData, withoutDataNames } from '#shared/scores/score-scheme.ts';
import { NumberField } from '../../../components/fields/number-field.tsx';
import { required } from '../../../components/fields/required.ts';
import {
  freshIndicator,
  type IndicatorFields,
  readSteps,
  type SchemeFields,
  waysOf,
} from './scheme-fields.ts';

const heads = [
  '项目',
  '内容',
  '分值',
  '数据',
  '得分',
  '怎样得分',
  '没有数据',
  '考核办法',
  '评分标准（空着由系统写）',
  '',
];

/** The indicators of a scheme, a line each: what is scored, for how many points, by which figure and how. */
export function IndicatorRows({ of }: { of: ScoreSubjects }) {
  return (
    <Form.List name="indicators">
      {(fields, { add, remove, move }) => (
        <>
          <div className="scheme-rows">
            <table>
              <thead>
                <tr>
                  {heads.map((head) => (
                    <th key={head} scope="col" className="quiet small">
                      {head}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {fields.map(({ key, name }) => (
                  <tr key={key}>
                    <IndicatorRow at={name} of={of} />
                    <td className="scheme-moves">
                      <RowButton
                        icon={<ArrowUpOutlined />}
                        label={`第 ${name + 1} 行上移`}
                        disabled={name === 0}
                        onClick={() => move(name, name - 1)}
                      />
                      <RowButton
                        icon={<ArrowDownOutlined />}
                        label={`第 ${name + 1} 行下移`}
                        disabled={name === fields.length - 1}
                        onClick={() => move(name, name + 1)}
                      />
                      <RowButton
                        icon={<DeleteOutlined />}
                        label={`去掉第 ${name + 1} 行`}
                        onClick={() => remove(name)}
                      />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          <Button type="dashed" size="small" icon={<PlusOutlined />} onClick={() => add(freshIndicator())}>
            增加一项指标
          </Button>
        </>
      )}
    </Form.List>
  );
}

function RowButton({
  icon,
  label,
  disabled = false,
  onClick,
}: {
  icon: React.ReactNode;
  label: string;
  disabled?: boolean;
  onClick: () => void;
}) {
  return (
    <Button type="text" size="small" icon={icon} aria-label={label} disabled={disabled} onClick={onClick} />
  );
}

function IndicatorRow({ at, of }: { at: number; of: ScoreSubjects }) {
  const form = Form.useFormInstance<SchemeFields>();
  const row = Form.useWatch('indicators', form)?.[at];
  const formula = row?.formula ?? 'byHand';
  const label = (what: string) => `第 ${at + 1} 行${what}`;
  // What can no longer be reckoned in the way that stood there gets the first one that can.
  const chooseFormula = (chosen: IndicatorFields['formula']) => {
    const ways = waysOf(chosen);
    const [first = 'hand'] = ways;
    if (row && !ways.includes(row.by)) form.setFieldValue(['indicators', at, 'by'], first);
  };
  const text = (name: keyof IndicatorFields, what: string, most: number, needed = false) => (
    <td>
      <Form.Item name={[at, name]} {...(needed && { rules: [required(what)] })}>
        <Input aria-label={label(what)} maxLength={most} />
      </Form.Item>
    </td>
  );
  return (
    <>
      {text('project', '项目', 60, true)}
      {text('content', '内容', 300, true)}
      <td>
        <NumberField name={[at, 'points']} hiddenLabel={label('分值')} min={0.01} max={1000} required />
      </td>
      <td>
        <Form.Item name={[at, 'formula']}>
          <Select
            aria-label={label('数据')}
            options={formulasFor(of).map((value) => ({ value, label: formulaOf(value).title }))}
            onChange={chooseFormula}
          />
        </Form.Item>
      </td>
      <td>
        <Form.Item name={[at, 'by']}>
          <Select
            aria-label={label('得分方式')}
            options={waysOf(formula).map((value) => ({ value, label: scoringNames[value] }))}
          />
        </Form.Item>
      </td>
      <td>{row && <ScoringFields at={at} row={row} label={label} />}</td>
      <td>
        <Form.Item name={[at, 'without']}>
          <Select
            aria-label={label('没有数据时')}
            disabled={formula === 'byHand'}
            options={withoutData.map((value) => ({ value, label: withoutDataNames[value] }))}
          />
        </Form.Item>
      </td>
      {text('method', '考核办法', 200)}
      {text('criterion', '评分标准', 500)}
    </>
  );
}

/** What the chosen way of scoring asks for. */
function ScoringFields({
  at,
  row: { by, points, formula },
  label,
}: {
  at: number;
  row: IndicatorFields;
  label: (what: string) => string;
}) {
  switch (by) {
    case 'share':
      return (
        <NumberField
          name={[at, 'fullAt']}
          hiddenLabel={label('得满分的比率')}
          unit="%"
          min={1}
          max={100}
          placeholder="100"
        />
      );
    case 'deductions':
      return (
        <div className="scheme-pair">
          <NumberField
            name={[at, 'each']}
            hiddenLabel={label('每项扣')}
            unit="/项"
            min={0}
            max={1000}
            placeholder="每项扣"
            required
          />
          <NumberField
            name={[at, 'most']}
            hiddenLabel={label('最多扣')}
            unit="封顶"
            min={0}
            max={points ?? 1000}
            placeholder="最多扣"
          />
        </div>
      );
    case 'steps':
      return (
        <Form.Item
          name={[at, 'steps']}
          rules={[
            {
              validator: async (_, text: string | undefined) => {
                if (readSteps(text ?? '') === null) throw new Error('写成 100=10；90=7');
              },
            },
          ]}
        >
          <Input
            aria-label={label('各档')}
            maxLength={200}
            placeholder={formulaOf(formula).of === null ? '0=10；2=5' : '100=10；90=7'}
          />
        </Form.Item>
      );
    case 'hand':
      return <span className="quiet small">由考核人员评</span>;
  }
}
