import { Form, Radio } from 'antd';
import { checkAnswerNames, checkAnswers } from '#shared/sweeps/checklist.ts';
import { useService } from '../../client/queries.ts';

/** The checklist for a venue of this category, as the form field `checklist`. */
export function CheckFields({ category }: { category: string }) {
  const items = useService('visits.checklist', { category });
  if (!items.data || items.data.length === 0) return null;
  return (
    <Form.Item label="检查要点">
      <ul className="visit-checks">
        {items.data.map(({ id, text, basis, verified }) => (
          <li key={id}>
            <span>
              {text}
              <small className="quiet">
                {basis}
                {!verified && '（条文未核实）'}
              </small>
            </span>
            <Form.Item name={['checklist', id]} noStyle>
              <Radio.Group
                size="small"
                optionType="button"
                aria-label={text}
                options={checkAnswers.map((value) => ({ value, label: checkAnswerNames[value] }))}
              />
            </Form.Item>
          </li>
        ))}
      </ul>
    </Form.Item>
  );
}
