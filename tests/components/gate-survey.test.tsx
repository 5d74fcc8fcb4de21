import { expect, it, vi } from 'vitest';
import { page } from 'vitest/browser';
import { client } from '../../renderer/client/client.ts';
import { SurveyDialog } from '../../renderer/components/gates/survey-dialog.tsx';
import { button, compose, pressTwice, tabTo } from './support/keyboard.ts';
import { show } from './support/show.tsx';
import { town } from './support/town-transport.ts';

/** A gate where something was not looked for. */
async function unsurveyedGate() {
  const matrix = await client.call('provisions.matrix', {});
  const gates = matrix.flatMap((school) => school.gates);
  const gate = gates.find(({ cells }) => cells.some(({ provision }) => provision === 'unsurveyed'));
  if (!gate) throw new Error('no gate is left to be surveyed');
  return gate;
}

it('a walk to a gate is written by keyboard, and two presses record it once', async () => {
  const gate = await unsurveyedGate();
  const wanted = gate.cells.find(({ provision }) => provision === 'unsurveyed')?.requirementId ?? '';
  const { requirements } = await client.call('facilities.kinds', {});
  const title = requirements.find(({ id }) => id === wanted)?.title ?? '';
  const onClose = vi.fn();
  await show(<SurveyDialog gate={gate} requirements={requirements} onClose={onClose} />);
  await tabTo(page.getByLabelText('核对人'));
  await compose('zhangsan', '张三');
  await page.getByRole('radiogroup', { name: title }).getByText('没有', { exact: true }).click();
  const answer = town.hold('gates.survey');
  await pressTwice(button('保存核对'));
  answer();
  await expect.poll(() => onClose.mock.calls.length).toBe(1);
  expect(town.calls('gates.survey')).toHaveLength(1);
  const plan = await client.call('gates.plan', { id: gate.gateId });
  expect(plan.surveys[0]).toMatchObject({ surveyors: '张三', answers: { [wanted]: '没有' } });
  expect(plan.gate.cells.find(({ requirementId }) => requirementId === wanted)?.provision).toBe('missing');
});

it('a walk on which nothing was looked at is refused in words', async () => {
  const gate = await unsurveyedGate();
  const { requirements } = await client.call('facilities.kinds', {});
  const onClose = vi.fn();
  await show(<SurveyDialog gate={gate} requirements={requirements} onClose={onClose} />);
  await page.getByLabelText('核对人').fill('张三');
  await button('保存核对').click();
  await expect.element(page.getByText('还没有选任何一项有没有，请至少核对一项')).toBeVisible();
  expect(onClose).not.toHaveBeenCalled();
});
