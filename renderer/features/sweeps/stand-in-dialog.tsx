import { Button, Form, Select } from 'antd';
import { shortDay } from '#shared/calendar/days.ts';
import type { TeamPlan } from '#shared/contract/planning.ts';
import { isSamePerson, standInText } from '#shared/sweeps/stand-ins.ts';
import { useCommand, useService } from '../../client/queries.ts';
import type { SentDraft } from '../../components/drafts/kept-form.tsx';
import { required } from '../../components/fields/required.ts';
import { FormDialog } from '../../components/form-dialog.tsx';
import { useCarryOut } from '../../components/use-carry-out.ts';
import { officerOptions } from './officer-options.ts';

interface Fields {
  /** A member, as `keyOf` names them: places in the team change. */
  away?: string;
  by?: number;
}

/** Somebody goes in a member's place on one day; whoever stands in already can be taken back. */
export function StandInDialog({
  sweepId,
  team,
  day,
  date,
  onClose,
}: {
  sweepId: number;
  team: TeamPlan['team'];
  day: TeamPlan['days'][number];
  date: string;
  onClose: () => void;
}) {
  const officers = useService('officers.list', {}).data ?? [];
  const teams = useService('routes.get', { sweepId }).data?.teams ?? [];
  const standIn = useCommand('days.standIn');
  const carryOut = useCarryOut();
  const { members, standIns, doubts } = day;
  const title = `替换${shortDay(date)}的人员`;
  // Who is not to be counted on that day is what one comes for.
  const doubted = team.members.find(({ name }) => doubts.some((doubt) => doubt.startsWith(name)));
  const submit = ({ away, by }: Fields, { sent }: SentDraft) => {
    const member = team.members.find((each) => keyOf(each) === away);
    const officer = officers.find(({ id }) => id === by);
    if (!member || !officer) return;
    const { name, certificate, agency } = officer;
    return carryOut(
      () =>
        standIn.mutateAsync({
          input: { sweepId, teamId: team.id, date, away: member, by: { name, certificate, agency } },
        }),
      `${shortDay(date)}由${name}替${member.name}，可按 Ctrl+Z 撤销`,
      () => {
        sent();
        onClose();
      },
    );
  };
  const takeBack = (away: TeamPlan['days'][number]['standIns'][number]['away']) =>
    carryOut(
      () => standIn.mutateAsync({ input: { sweepId, teamId: team.id, date, away, by: null } }),
      `${shortDay(date)}仍由${away.name}去，可按 Ctrl+Z 撤销`,
    );
  return (
    <FormDialog<Fields>
      title={title}
      okText="替换当天"
      saving={standIn.isPending}
      onClose={onClose}
      draft={{ kind: 'planDay', thing: `${sweepId}/${team.id}/${date}/standIn`, title }}
      initialValues={{ ...(doubted && { away: keyOf(doubted) }) }}
      onFinish={submit}
    >
      {standIns.map((each) => (
        <p key={each.away.name}>
          已安排：{standInText(each)}
          <Button type="link" size="small" onClick={() => void takeBack(each.away)}>
            收回
          </Button>
        </p>
      ))}
      <Form.Item name="away" label="谁去不了" rules={[required('谁去不了')]}>
        <Select
          options={team.members.map((member) => ({
            value: keyOf(member),
            label: `${member.name}　${member.agency}`,
          }))}
        />
      </Form.Item>
      <Form.Item name="by" label="由谁替" rules={[required('由谁替')]}>
        <Select
          showSearch={{ optionFilterProp: 'label' }}
          options={officerOptions(
            officers,
            (officer) => [...team.members, ...members].some((member) => isSamePerson(member, officer)),
            date,
            teams.flatMap((other) => other.days.flatMap((each) => (each.date === date ? each.members : []))),
          )}
        />
      </Form.Item>
      <p className="quiet small">
        只换这一天，白天和夜间都换；任务单、路线图、日历和检查记录里都是替的人。要在所有小组里换人，请点小组提示里的“替换”。
      </p>
    </FormDialog>
  );
}

function keyOf({ name, certificate }: TeamPlan['team']['members'][number]): string {
  return certificate || name;
}
