import { expect, it, vi } from 'vitest';
import { page } from 'vitest/browser';
import { neighbourFileOf } from '#shared/districts/neighbour-file.ts';
import { elementAt } from '#shared/lists/element.ts';
import { client } from '../../renderer/client/client.ts';
import { SchoolPanel } from '../../renderer/features/map/school-panel.tsx';
import { VenuePanel } from '../../renderer/features/map/venue-panel.tsx';
import { show } from './support/show.tsx';

/** An own venue of which nothing was found, where it lies. */
async function unruledVenue() {
  for (let id = 1; id < 400; id++) {
    const { category, position, doubt } = await client.call('venues.get', { id });
    const found = await client.call('findings.list', { venueId: id, allRules: true });
    if (found.length === 0 && position && !doubt) return { id, category, position };
  }
  throw new Error('something was found of every venue');
}

it('a place at the border says what lies across it, by whose rule, and who answers for it', async () => {
  const workspace = await client.call('workspace.describe', {});
  const { id, category, position } = await unruledVenue();
  const { gates } = await client.call('schools.get', { id: 1 });
  const [lng, lat] = elementAt(gates, 0).position;
  const rule = elementAt(workspace.rules, 0);
  const edge = {
    rules: [{ ...rule, distance: 200, categories: [category], stages: ['小学' as const] }],
    schools: [
      {
        ...{
          id: 1,
          name: '邻区小学',
          stage: '小学' as const,
          since: null,
          campus: null,
          campusSigma: 5,
          gates: [],
        },
        ...{ point: [position[0] + 0.0006, position[1]] satisfies [number, number], pointSigma: 5 },
      },
    ],
    venues: [
      {
        ...{ id: 1, name: '邻区网吧', category: 'internet_cafe', further: [], since: null, sigma: 5 },
        ...{ position: [lng, lat] satisfies [number, number], coarse: false },
      },
    ],
  };
  const content = neighbourFileOf([{ district: '邻区', day: '2026-11-30', edge }]);
  const onClose = vi.fn();
  const { unmount } = await show(<VenuePanel venueId={id} workspace={workspace} onClose={onClose} />);
  await expect.element(page.getByText('不在任何学校的管控范围内，或其类别不受本规则包管控。')).toBeVisible();

  // The panel is open while the neighbour's places come: it says so by itself.
  const { token } = await client.put(new File([content], '邻区.json'));
  await client.call('neighbours.bring', { token });
  await expect.element(page.getByText('不在本辖区任何学校的管控范围内，但邻区学校有：')).toBeVisible();
  await expect.element(page.getByText(/邻区：距邻区小学/)).toBeVisible();
  await expect.element(page.getByText(/本辖区（场所所在）/)).toBeVisible();
  await unmount();

  await show(<SchoolPanel schoolId={1} workspace={workspace} onClose={onClose} />);
  await expect.element(page.getByText('邻区在安全区域内及存疑的场所（1）')).toBeVisible();
  await expect.element(page.getByText('邻区网吧')).toBeVisible();
  await expect.element(page.getByText(/邻区办理/)).toBeVisible();
});
