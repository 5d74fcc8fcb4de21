import { expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { client } from '../../renderer/client/client.ts';
import { useService } from '../../renderer/client/queries.ts';
import { MapToolsProvider } from '../../renderer/features/map/map-tools.tsx';
import { ToDrawList } from '../../renderer/features/map/to-draw/to-draw-list.tsx';
import { ToDrawSchool } from '../../renderer/features/map/to-draw/to-draw-school.tsx';
import { goTo, useRoute } from '../../renderer/routes/navigation.ts';
import { paste, tabTo } from './support/keyboard.ts';
import { show } from './support/show.tsx';
import { town } from './support/town-transport.ts';

const drawSchool = async (name: string, coordinates: [number, number]) =>
  await client.call('places.save', {
    table: 'schools',
    id: null,
    values: { name, stage: '小学' },
    geometry: { type: 'Point', coordinates },
  });

/** The list and what stands beside it, without the map between them. */
function Desk() {
  const route = useRoute();
  const workspace = useService('workspace.describe', {}).data;
  if (route?.name !== 'toDraw' || !workspace) return null;
  return (
    <MapToolsProvider showRows={() => undefined}>
      {() => (
        <>
          <ToDrawList route={route} workspace="试验" />
          {route.id !== undefined && (
            <ToDrawSchool
              key={`${route.id}/${route.thing}`}
              id={route.id}
              thing={route.thing ?? null}
              workspace={workspace}
            />
          )}
        </>
      )}
    </MapToolsProvider>
  );
}

it('by keyboard a gate is drawn and saved, the next school opens, and one that is passed over comes back', async () => {
  await drawSchool('城东第三小学', [116.4085, 39.5888]);
  await drawSchool('新城实验小学', [116.3872, 39.5757]);
  goTo({ name: 'toDraw' });
  await show(<Desk />);
  const inHand = page.getByTestId('panel');
  // The first is the one that settles most, with the drawing begun.
  await expect.element(inHand.getByText('城东第三小学')).toBeVisible();
  await tabTo(page.getByLabelText('经度'));
  await paste('116.4085，39.5888');
  await userEvent.keyboard('{Control>}{Enter}{/Control}');
  await expect.poll(() => town.calls('gates.save').length).toBe(1);
  await expect.element(inHand.getByText('新城实验小学')).toBeVisible();
  await expect.element(page.getByRole('status').getByText(/已解决 [1-9]\d* 处/)).toBeVisible();

  // Half of a gate is there again when somebody comes back from elsewhere.
  await page.getByLabelText('经度').click();
  await paste('116.3871，39.5758');
  await page.getByRole('checkbox', { name: '主校门' }).click();
  await userEvent.keyboard('n');
  await expect.element(page.getByText(/已跳过 1 所/)).toBeVisible();
  await page.getByRole('button', { name: '重新排入' }).click();
  await page.getByRole('link', { name: /新城实验小学/ }).click();
  await userEvent.keyboard('g');
  await expect.element(page.getByLabelText('经度')).toHaveDisplayValue(/116\.3871/);
  await userEvent.keyboard('b');
  await expect.element(page.getByRole('heading', { name: '编辑校园边界' })).toBeVisible();
});
