import { Form, Input } from 'antd';
import { expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { client } from '../../renderer/client/client.ts';
import { KeptForm } from '../../renderer/components/drafts/kept-form.tsx';
import { show } from './support/show.tsx';

/** A form that begins with what it rests on, as a paper does with what is known of its thing. */
function Paper({
  thing,
  known,
}: {
  thing: string;
  known: { readonly owner: string; readonly address: string };
}) {
  return (
    <KeptForm<typeof known>
      draft={{ kind: 'document', thing, title: '文书' }}
      begin={() => known}
      restsOn={known}
      onFinish={() => undefined}
    >
      <Form.Item name="owner" label="负责人">
        <Input />
      </Form.Item>
      <Form.Item name="address" label="地址">
        <Input />
      </Form.Item>
    </KeptForm>
  );
}

const kept = async () => await expect.poll(async () => (await client.call('drafts.list', {})).length).toBe(1);
const owner = () => page.getByLabelText('负责人');
const address = () => page.getByLabelText('地址');

it('what others change while a form is open reaches the fields that nobody wrote into, and no other', async () => {
  const { rerender } = await show(<Paper thing="first" known={{ owner: '孙某', address: '文化路1号' }} />);
  await expect.element(owner()).toHaveValue('孙某');
  await owner().fill('孙某某，现场核实');
  // when the address is corrected on another page
  await rerender(<Paper thing="first" known={{ owner: '孙某', address: '文化路11号' }} />);
  await expect.element(address()).toHaveValue('文化路11号');
  await expect.element(owner()).toHaveValue('孙某某，现场核实');
  await kept();
});

it('a form that is drawn again resting on the same keeps all that was written', async () => {
  const known = { owner: '孙某', address: '文化路1号' };
  const { rerender } = await show(<Paper thing="second" known={known} />);
  await address().fill('文化路3号');
  await rerender(<Paper thing="second" known={known} />);
  await expect.element(address()).toHaveValue('文化路3号');
  await kept();
});
