import { Form, Input, InputNumber, Select } from 'antd';
import { expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { required } from '../../renderer/components/fields/required.ts';
import { show } from './support/show.tsx';

/** A form with one field of each kind of value, all of which must be filled. */
async function showForm(initialValues: Record<string, unknown>) {
  const sent = vi.fn();
  await show(
    <Form onFinish={sent} initialValues={initialValues}>
      {Object.entries({
        text: <Input />,
        length: <InputNumber />,
        gate: <Select />,
        officers: <Select mode="multiple" />,
      }).map(([name, field]) => (
        <Form.Item key={name} name={name} label={name} rules={[required(name)]}>
          {field}
        </Form.Item>
      ))}
      <button type="submit">send</button>
    </Form>,
  );
  await userEvent.click(page.getByRole('button', { name: 'send' }));
  return sent;
}

it('numbers, zero and choices are filled', async () => {
  const values = { text: '王', length: 0, gate: 7, officers: [3] };
  const sent = await showForm(values);
  await expect.poll(() => sent.mock.calls).toEqual([[values]]);
});

it('blanks, nothing and an empty choice are told by what is wanting', async () => {
  const sent = await showForm({ text: '  ', length: null, officers: [] });
  for (const name of ['text', 'length', 'gate', 'officers']) {
    await expect.element(page.getByText(`请填写${name}`)).toBeVisible();
  }
  expect(sent).not.toHaveBeenCalled();
});
