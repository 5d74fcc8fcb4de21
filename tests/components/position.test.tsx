import { useState } from 'react';
import { expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { PositionInput } from '../../renderer/components/fields/position-field.tsx';
import { show } from './support/show.tsx';

const longitude = () => page.getByLabelText('经度');
const latitude = () => page.getByLabelText('纬度');

/** An editor that holds a position; what it holds is shown beside the fields. */
function Editor() {
  const [position, setPosition] = useState<[number, number] | null>([116.4, 39.9]);
  return (
    <>
      <PositionInput position={position} onChange={setPosition} />
      <output>{position ? position.map((degrees) => degrees.toFixed(5)).join(' ') : 'none'}</output>
      <button type="button" onClick={() => setPosition([116.5, 39.8])}>
        click on the map
      </button>
    </>
  );
}

const held = (text: string) => expect.element(page.getByText(text, { exact: true })).toBeVisible();

it('coordinates are read as people write them, and what was understood is said', async () => {
  await show(<Editor />);
  await longitude().fill('116°24′04.44″');
  await held('116.40123 39.90000');
  await expect.element(page.getByText('读作 116.4012333°')).toBeVisible();
  await latitude().fill('３９．９０５４１７');
  await held('116.40123 39.90542');
  await userEvent.tab();
  await expect.element(latitude()).toHaveValue('39.9054170');
});

it('what is no coordinate is no position, is said so, and stays as it was written', async () => {
  await show(<Editor />);
  await longitude().fill('3960');
  await userEvent.tab();
  await held('none');
  await expect.element(page.getByText('经度应在 -180 到 180 之间')).toBeVisible();
  await expect.element(longitude()).toHaveValue('3960');
  await latitude().fill('天安门');
  await userEvent.tab();
  await expect.element(page.getByText(/看不懂这个纬度/)).toBeVisible();
  // what the map gives takes the place of what was not understood
  await userEvent.click(page.getByRole('button', { name: 'click on the map' }));
  await expect.element(longitude()).toHaveValue('116.5000000');
  await held('116.50000 39.80000');
});
