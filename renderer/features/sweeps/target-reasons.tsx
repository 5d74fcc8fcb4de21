import { Checkbox, Form, Slider } from 'antd';
import { type TargetOptions, targetSeverities } from '#shared/sweeps/choose-targets.ts';
import { severityNames } from '#shared/zones/verdict.ts';
import { DayInput } from '../../components/fields/day-field.tsx';
import { NumberSetting } from '../../components/fields/number-field.tsx';
import { SeedInput } from '../../components/fields/seed-input.tsx';

interface Choice {
  readonly options: TargetOptions;
  readonly onChange: (part: Partial<TargetOptions>) => void;
}

/** Why a venue becomes a target: one switch for each reason. */
export function TargetReasons({ options, onChange }: Choice) {
  return (
    <>
      <Form.Item label="符合任一项即选取">
        <Checkbox.Group
          className="targets-reasons"
          value={options.severities}
          onChange={(severities) => onChange({ severities })}
          options={targetSeverities.map((value) => ({ value, label: severityNames[value] }))}
        />
        <Checkbox
          checked={options.toSettle}
          onChange={({ target }) => onChange({ toSettle: target.checked })}
        >
          有待实测的距离
        </Checkbox>
        <br />
        <Checkbox
          checked={options.openHazards}
          onChange={({ target }) => onChange({ openHazards: target.checked })}
        >
          有未结或逾期隐患
        </Checkbox>
        <br />
        <Checkbox
          checked={options.repeat !== null}
          onChange={({ target }) => onChange({ repeat: target.checked ? 2 : null })}
        >
          多次发现隐患
        </Checkbox>
        <br />
        <Checkbox
          checked={options.eachSchool}
          onChange={({ target }) => onChange({ eachSchool: target.checked })}
        >
          本期未整治的学校，每所至少一处
        </Checkbox>
      </Form.Item>
      <Form.Item label="新设场所（成立于此日以后）">
        <DayInput
          label="成立于此日以后"
          value={options.openedSince ?? ''}
          onChange={(day) => onChange({ openedSince: day || null })}
        />
      </Form.Item>
    </>
  );
}

/** The share of the rest that is drawn by chance: by the slider in steps of five, by the field to the percent. */
export function SampleShare({ options, onChange }: Choice) {
  const percent = Math.round(options.sample * 100);
  const put = (value: number) => onChange({ sample: value / 100 });
  return (
    <Form.Item label={`其余随机抽查 ${percent}%`}>
      <div className="targets-share">
        <Slider min={0} max={100} step={5} value={percent} onChange={put} />
        <NumberSetting
          label="抽查比例"
          size="small"
          whole
          min={0}
          max={100}
          unit="%"
          value={percent}
          onChange={put}
        />
      </div>
      <span className="targets-seed">
        随机种子
        <SeedInput value={options.seed} onChange={(seed) => onChange({ seed })} />
      </span>
      <p className="quiet small">种子随行动留存：同一名单、比例和种子，抽取结果相同，可以复核。</p>
    </Form.Item>
  );
}
