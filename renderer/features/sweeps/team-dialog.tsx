import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { AutoComplete, Button, Checkbox, Form, Input, Select } from 'antd';
import type { TeamDraft } from '#shared/contract/planning.ts';
import type { RulePack } from '#shared/rules/rule.ts';
import { useService } from '../../client/queries.ts';
import type { SentDraft } from '../../components/drafts/kept-form.tsx';
import { CertificateField } from '../../components/fields/certificate-field.tsx';
import { ClockField } from '../../components/fields/clock-field.tsx';
import { NumberField } from '../../components/fields/number-field.tsx';
import { required } from '../../components/fields/required.ts';
import { FormDialog } from '../../components/form-dialog.tsx';
import { useJoinedSave } from '../../components/meanwhile/use-joined-save.tsx';
import { useCarryOut } from '../../components/use-carry-out.ts';
import { TeamTimesFields, timesOf, type WrittenTimes, writtenTimes } from './team-times-fields.tsx';
import './team-dialog.css';

type Fields = Omit<TeamDraft, 'times'> & { when: WrittenTimes };

function inputOf(draft: TeamDraft, { when, ...fields }: Fields): TeamDraft {
  const members = fields.members.map((member) => ({ ...member, certificate: member.certificate ?? '' }));
  return { ...draft, ...fields, times: timesOf(when), members };
}

/** A team: its hours, its days, and its people with their certificates. */
export function TeamDialog({
  draft,
  agencies,
  onClose,
}: {
  draft: TeamDraft;
  agencies: RulePack['agencies'];
  onClose: () => void;
}) {
  const [form] = Form.useForm<Fields>();
  const { save, isPending } = useJoinedSave('teams.save');
  const officers = useService('officers.list', {});
  const carryOut = useCarryOut();
  const submit = (fields: Fields, { sent, opened }: SentDraft<Fields>) =>
    carryOut(
      () => save(inputOf(draft, fields), draft.id === null ? null : inputOf(draft, opened)),
      `${fields.name}已保存，可按 Ctrl+Z 撤销`,
      () => {
        sent();
        onClose();
      },
    );
  const known = (officers.data ?? [])
    .filter(({ active }) => active)
    .map(({ name, certificate, agency }) => ({ value: name, label: `${name}　${certificate}　${agency}` }));
  const fill = (at: number, label: string) => {
    const officer = officers.data?.find(
      ({ name, certificate, agency }) => `${name}　${certificate}　${agency}` === label,
    );
    if (!officer) return;
    const { name, certificate, agency } = officer;
    form.setFieldValue(['members', at], { name, certificate, agency });
  };
  const title = draft.id === null ? '新建小组' : draft.name;
  return (
    <FormDialog<Fields>
      title={title}
      width={720}
      okText="保存"
      saving={isPending}
      onClose={onClose}
      draft={{ kind: 'team', thing: `${draft.sweepId}/${draft.id ?? 'new'}`, title }}
      form={form}
      initialValues={{ ...draft, when: writtenTimes(draft.times) }}
      onFinish={submit}
    >
      <div className="team-row">
        <Form.Item name="name" label="名称" rules={[required('名称')]}>
          <Input maxLength={40} />
        </Form.Item>
        <NumberField name="days" label="天数" required whole min={1} max={60} />
        <ClockField name="from" label="每天从" required />
        <ClockField name="until" label="到" required />
      </div>
      <TeamTimesFields />
      <Form.Item label="组员（至少两名同单位、有职权的持证人员；无证人员只能随同）">
        <Form.List name="members">
          {(fields, { add, remove }) => (
            <>
              {fields.map(({ key, name }) => (
                <div key={key} className="team-member">
                  <Form.Item name={[name, 'name']} rules={[required('姓名')]}>
                    <AutoComplete
                      placeholder="姓名"
                      aria-label={`组员 ${name + 1} 姓名`}
                      options={known}
                      showSearch={{
                        filterOption: (text, option) => String(option?.label ?? '').includes(text),
                      }}
                      onSelect={(_, option) => fill(name, String(option.label))}
                    />
                  </Form.Item>
                  <CertificateField name={[name, 'certificate']} hiddenLabel={`组员 ${name + 1} 证号`} />
                  <Form.Item name={[name, 'agency']} rules={[required('单位')]}>
                    <Select
                      placeholder="所属单位"
                      aria-label={`组员 ${name + 1} 单位`}
                      options={agencies.map(({ name: value, mayInspect }) => ({
                        value,
                        label: mayInspect ? value : `${value}（协调）`,
                      }))}
                    />
                  </Form.Item>
                  <Button
                    type="text"
                    icon={<DeleteOutlined />}
                    aria-label="移除组员"
                    onClick={() => remove(name)}
                  />
                </div>
              ))}
              <Button type="dashed" size="small" icon={<PlusOutlined />} onClick={() => add({})}>
                加组员
              </Button>
            </>
          )}
        </Form.List>
      </Form.Item>
      <Form.Item name="byHand" valuePropName="checked">
        <Checkbox>路线由人工安排，自动排路线时不改动本组</Checkbox>
      </Form.Item>
    </FormDialog>
  );
}
