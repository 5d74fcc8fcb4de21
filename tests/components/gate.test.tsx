import { expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { client } from '../../renderer/client/client.ts';
import { GateEditor } from '../../renderer/features/map/edit/gate-editor.tsx';
import { MapToolsProvider } from '../../renderer/features/map/map-tools.tsx';
import { button, compose, paste, pressTwice, tabTo } from './support/keyboard.ts';
import { show } from './support/show.tsx';
import { town } from './support/town-transport.ts';

/** Opens the editor of a new gate, or of one that is there, without a map beside it. */
async function openGate(gateId: number | null) {
  const [first] = await client.call('schools.list', {});
  const school = await client.call('schools.get', { id: first?.id ?? 0 });
  const workspace = await client.call('workspace.describe', {});
  await show(
    <MapToolsProvider showRows={() => undefined}>
      {() => <GateEditor school={school} gateId={gateId} workspace={workspace} onLeave={() => undefined} />}
    </MapToolsProvider>,
  );
  await expect.element(page.getByLabelText('校门名称')).toBeVisible();
  return school;
}

const gatesOf = async (id: number) => (await client.call('schools.get', { id })).gates;

it('a gate that is there is renamed by keyboard, and two presses save it once', async () => {
  const [first] = await client.call('schools.list', {});
  const [gate] = await gatesOf(first?.id ?? 0);
  const school = await openGate(gate?.id ?? 0);
  await tabTo(page.getByLabelText('校门名称'));
  await paste('');
  await compose('beimen', '北门');
  const answer = town.hold('gates.save');
  await pressTwice(button('保存'));
  answer();
  await expect.poll(async () => (await gatesOf(school.id)).map(({ name }) => name)).toContain('北门');
  expect(town.calls('gates.save')).toHaveLength(1);
});

it('a gate whose answer was lost is there once, when it is saved again', async () => {
  const school = await openGate(null);
  await tabTo(page.getByLabelText('校门名称'));
  await compose('beimen', '北门');
  await tabTo(page.getByLabelText('经度'));
  await paste('116.3899，39.5893');
  town.cut('gates.save', 'after');
  await button('保存').click();
  await expect.poll(() => town.calls('gates.save').length).toBe(1);
  await button('保存').click();
  await expect.poll(() => town.calls('gates.save').length).toBe(2);
  await expect
    .poll(async () => (await gatesOf(school.id)).filter(({ name }) => name === '北门').length)
    .toBe(1);
});

it('a gate that stands nowhere yet cannot be saved', async () => {
  await openGate(null);
  await tabTo(page.getByLabelText('校门名称'));
  await compose('ximen', '西门');
  await expect.element(button('保存')).toBeDisabled();
});
