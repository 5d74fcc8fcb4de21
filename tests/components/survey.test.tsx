import { expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { client } from '../../renderer/client/client.ts';
import { SurveyDialog } from '../../renderer/features/map/edit/survey-dialog.tsx';
import { button, chooseFirst, compose, paste, pressTwice, tabTo } from './support/keyboard.ts';
import { show } from './support/show.tsx';
import { town } from './support/town-transport.ts';

it('a survey of two stretches is written by keyboard, and two presses record it once', async () => {
  const workspace = await client.call('workspace.describe', {});
  const [finding] = await client.call('findings.list', {});
  if (!finding) throw new Error('the town has no finding');
  const onClose = vi.fn();
  await show(<SurveyDialog open finding={finding} workspace={workspace} onClose={onClose} />);
  await tabTo(page.getByLabelText('第 1 段终点'));
  await compose('lukou', '路口');
  await tabTo(page.getByLabelText('第 1 段长度'));
  await paste('101.25');
  await tabTo(button('增加一段'));
  await userEvent.keyboard('{Enter}');
  await tabTo(page.getByLabelText('第 2 段长度'));
  await paste('20.5');
  await expect.element(page.getByText('121.75 m')).toBeVisible();
  for (const [at, name] of ['孙晓峰', '李海涛'].entries()) {
    await tabTo(page.getByLabelText(`执法人员 ${at + 1} 姓名`));
    await paste(name);
    await tabTo(page.getByLabelText(`执法人员 ${at + 1} 证号`));
    await paste(`１１０１０５${at}`);
    await chooseFirst(page.getByLabelText(`执法人员 ${at + 1} 单位`));
  }
  const answer = town.hold('surveys.record');
  await pressTwice(button('保存并出具测量记录'));
  answer();
  await expect.poll(() => onClose.mock.calls.length).toBe(1);
  expect(town.calls('surveys.record')).toHaveLength(1);
  const { venueId } = finding;
  const surveys = await client.call('surveys.list', { venueId });
  expect(surveys).toHaveLength(1);
  expect(await client.call('surveys.get', { id: surveys[0]?.id ?? 0 })).toMatchObject({
    segments: [{ to: '路口', metres: 101.25 }, { metres: 20.5 }],
    officers: [{ certificate: '1101050' }, { certificate: '1101051' }],
  });
});
