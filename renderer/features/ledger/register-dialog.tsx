import { Button, Form, Input, Radio, Select } from 'antd';
import type { HazardLevel } from '#shared/ledger/hazard.ts';
import { SELF_CHECK, type ToldSource, toldSources } from '#shared/ledger/source.ts';
import { SUGGESTION, suggestionDue, suggestionTerms } from '#shared/ledger/suggestion-clock.ts';
import { keysOf } from '#shared/lists/record.ts';
import { useCommand } from '../../client/queries.ts';
import { useMayCall } from '../../client/use-may.ts';
import type { SentDraft } from '../../components/drafts/kept-form.tsx';
import { BodyField } from '../../components/fields/body-field.tsx';
import { DayField } from '../../components/fields/day-field.tsx';
import { DueByLevel, HazardKindField, HazardLevelField } from '../../components/fields/hazard-kind-field.tsx';
import { required } from '../../components/fields/required.ts';
import { FormDialog } from '../../components/form-dialog.tsx';
import { useCarryOut } from '../../components/use-carry-out.ts';
import { goTo } from '../../routes/navigation.ts';
import { HazardPlaceFields } from './hazard-place-fields.tsx';

interface Fields {
  lead: boolean;
  source: ToldSource;
  sourceNumber?: string;
  saidBy?: string;
  saidOn: string;
  schoolId?: number;
  venueId?: number;
  placeText?: string;
  kind: string;
  level: HazardLevel;
  description: string;
  responsibleBody?: string;
  responsiblePerson?: string;
  dueOn?: string;
}

/** Registers what somebody says: a 线索 that is to be verified, or a hazard. Nobody visits anything by it. */
export function RegisterDialog({ onClose }: { onClose: () => void }) {
  const register = useCommand('hazards.register');
  const carryOut = useCarryOut();
  const may = useMayCall();
  const mayVerify = may('hazards.verify');
  const submit = (fields: Fields, { formId, sent }: SentDraft) =>
    carryOut(
      () => register.mutateAsync({ input: { ...saidBy(fields), formId } }),
      ({ code }) => (fields.lead ? `已登记线索 ${code}，待核实` : `已登记隐患 ${code}`),
      ({ id }) => {
        sent();
        onClose();
        goTo({ name: 'hazard', id });
      },
    );
  return (
    <FormDialog<Fields>
      title="登记线索"
      okText="登记"
      width={640}
      saving={register.isPending}
      onClose={onClose}
      draft={{ kind: 'lead', thing: 'new', title: '登记线索' }}
      name="register"
      onFinish={submit}
      initialValues={{ lead: true, level: '一般', ...(!mayVerify && { source: SELF_CHECK }) }}
    >
      <p className="quiet">
        照反映的登记，不是检查，不用执法人员。线索核实属实后才是隐患；在这之前不计入任何数字。
      </p>
      <Form.Item name="lead" label="登记为">
        <Radio.Group
          options={[
            { value: true, label: '线索（待核实）' },
            { value: false, label: mayVerify ? '已核实的隐患' : '本校自查出的隐患' },
          ]}
        />
      </Form.Item>
      <SourceFields />
      <HazardPlaceFields />
      <Form.Item name="placeText" label="地点（学校、场所以外的，或更具体的）">
        <Input maxLength={200} placeholder="例如：东门南侧巷口" />
      </Form.Item>
      <div className="hazard-row">
        <HazardKindField />
        <HazardLevelField />
      </div>
      <Form.Item name="description" label="情况" rules={[required('情况')]}>
        <Input.TextArea rows={2} maxLength={2000} />
      </Form.Item>
      <ChargeFields />
    </FormDialog>
  );
}

function SourceFields() {
  return (
    <>
      <div className="hazard-row">
        <Form.Item name="source" label="来源" rules={[required('来源')]}>
          <Select options={toldSources.map((value) => ({ value }))} />
        </Form.Item>
        <DayField name="saidOn" label="反映日期" required past />
      </div>
      <div className="hazard-row">
        <Form.Item name="sourceNumber" label="来源编号（工单、案件、函件号）">
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item name="saidBy" label="反映人或单位" extra="只在台账里看得到，不随报表、导出和文书出去">
          <Input maxLength={100} />
        </Form.Item>
      </div>
      <SuggestionTerm />
    </>
  );
}

/** How long there is to answer a suggestion of the procuratorate: the letter's own term goes before. */
function SuggestionTerm() {
  const form = Form.useFormInstance<Fields>();
  const [source, saidOn] = [Form.useWatch('source', form), Form.useWatch('saidOn', form)];
  if (source !== SUGGESTION) return null;
  const terms = keysOf(suggestionTerms);
  return (
    <div className="quiet small">
      回复期限：
      {terms.map((term) => (
        <Button
          key={term}
          type="link"
          size="small"
          disabled={!saidOn}
          title={suggestionTerms[term].basis}
          onClick={() => form.setFieldValue('dueOn', suggestionDue(saidOn, term))}
        >
          {suggestionTerms[term].title}
          {saidOn ? `（${suggestionDue(saidOn, term)}）` : ''}
        </Button>
      ))}
      <p>
        一般两个月；依未成年人保护法第一百一十四条、北京市条例第六十条的一个月。建议书写明期限的，以建议书为准。
      </p>
    </div>
  );
}

/** Who looks into a 线索, or puts a hazard right; a 线索 has no deadline yet, but where it came as a suggestion. */
function ChargeFields() {
  const isLead = Form.useWatch<boolean>('lead') ?? true;
  const kind = Form.useWatch<string | undefined>('kind');
  const isSuggestion = Form.useWatch<string>('source') === SUGGESTION;
  return (
    <div className="hazard-row">
      <BodyField
        name="responsibleBody"
        label={isLead ? '由谁核实' : '责任单位'}
        clearable
        ofKind={kind ?? ''}
      />
      {!isLead && (
        <Form.Item name="responsiblePerson" label="责任人">
          <Input maxLength={50} />
        </Form.Item>
      )}
      {(!isLead || isSuggestion) && (
        <DayField
          name="dueOn"
          label={isSuggestion ? '回复期限' : '整改期限'}
          required={!isSuggestion}
          extra={!isSuggestion && <DueByLevel level={['level']} due={['dueOn']} from={['saidOn']} />}
        />
      )}
    </div>
  );
}

function saidBy({ lead, dueOn, responsiblePerson = '', ...fields }: Fields) {
  const { sourceNumber = '', saidBy: who = '', placeText = '', responsibleBody = '' } = fields;
  return {
    ...fields,
    ...{ lead, sourceNumber, saidBy: who, placeText, responsibleBody },
    schoolId: fields.schoolId ?? null,
    venueId: fields.venueId ?? null,
    responsiblePerson: lead ? '' : responsiblePerson,
    dueOn: lead && fields.source !== SUGGESTION ? null : dueOn || null,
  };
}
