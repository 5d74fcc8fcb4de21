import { expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { client } from '../../renderer/client/client.ts';
import { SpotPanel } from '../../renderer/features/map/spots/spot-panel.tsx';
import { button, compose, tabTo } from './support/keyboard.ts';
import { show } from './support/show.tsx';
import { town } from './support/town-transport.ts';

/** A square around the first school, with sides of about 600 m: schools and hazards lie in it. */
async function drawn() {
  const [school] = await client.call('schools.list', {});
  const [lng, lat] = school?.position ?? [0, 0];
  const [west, east, south, north] = [lng - 0.0035, lng + 0.0035, lat - 0.0027, lat + 0.0027];
  const coordinates = [
    [
      [west, south],
      [east, south],
      [east, north],
      [west, north],
      [west, south],
    ],
  ];
  const values = { name: '北门夜市', problem: '占道经营', foundOn: '2026-09-01' };
  const geometry = { type: 'Polygon' as const, coordinates };
  return (await client.call('places.save', { table: 'troubleSpots', id: null, values, geometry })).id;
}

it('a 治安乱点 is listed once by keyboard; what lies elsewhere is found, put to it, and taken back', async () => {
  const id = await drawn();
  await show(<SpotPanel id={id} onClose={() => undefined} />);
  await expect
    .element(page.getByText('挂牌以后，这里比较挂牌前后的隐患、检查和门前事件。'))
    .toBeInTheDocument();
  await tabTo(button('挂\\s?牌'));
  await userEvent.keyboard('{Enter}');
  await tabTo(page.getByLabelText('挂牌级别'));
  await compose('quji', '区级');
  const answer = town.hold('troubleSpots.step');
  await tabTo(page.getByRole('dialog').getByRole('button', { name: /挂\s?牌/ }));
  await userEvent.keyboard('{Enter}{Enter}');
  answer();
  await expect.element(page.getByText('挂牌前后')).toBeInTheDocument();
  expect(town.calls('troubleSpots.step')).toHaveLength(1);
  const { spot, hazards } = await client.call('troubleSpots.get', { id });
  expect(spot).toMatchObject({ state: 'listed', grade: '区级', listedOn: '2026-11-18' });
  const own = new Set(hazards.map((hazard) => hazard.id));
  const elsewhere = (await client.call('hazards.list', {})).find((hazard) => !own.has(hazard.id));
  await tabTo(page.getByRole('combobox', { name: '按编号、场所或描述查找，列入别处的隐患' }));
  await userEvent.keyboard(elsewhere?.code ?? '');
  // Enter takes what is marked, and that is so a moment after it is listed.
  await expect
    .element(page.getByTitle(new RegExp(elsewhere?.code ?? '无')))
    .toHaveClass('ant-select-item-option-active');
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByText('手工列入')).toBeInTheDocument();
  await tabTo(button('移\\s?出'));
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByText('手工列入')).not.toBeInTheDocument();
});
