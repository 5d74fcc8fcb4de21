import { Button, Form } from 'antd';
import { capSpans, capsText, capTitles, chengduCaps, type VisitCaps } from '#shared/sweeps/visit-caps.ts';
import { NumberField } from '../../components/fields/number-field.tsx';

/** How often a venue may be visited; a field that is left empty follows the rule pack. */
export function CapFields({ pack, onFill }: { pack: VisitCaps; onFill: (caps: VisitCaps) => void }) {
  return (
    <Form.Item
      label={`同一场所最多检查几次（不填则按规则包：${capsText(pack)}）`}
      extra={
        <>
          各行动和已做的检查一起数；超过的不排，确需检查须写明理由。
          <Button type="link" size="small" onClick={() => onFill(chengduCaps)}>
            填入成都的提示标准（{capsText(chengduCaps)}）
          </Button>
        </>
      }
    >
      <div className="cap-fields">
        {capSpans.toReversed().map((span) => (
          <NumberField
            key={span}
            name={['caps', span]}
            label={capTitles[span]}
            whole
            min={1}
            max={366}
            unit="次"
            placeholder={pack[span] === null ? '不限' : String(pack[span])}
          />
        ))}
      </div>
    </Form.Item>
  );
}
