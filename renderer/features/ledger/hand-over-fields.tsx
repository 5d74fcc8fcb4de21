import { Form, Input, Radio, Segmented } from 'antd';
import type { ReactNode } from 'react';
import type { InputOf } from '#shared/contract/contract.ts';
import { handingOf } from '#shared/ledger/handing.ts';
import { useService } from '../../client/queries.ts';
import { AnyBodyField, BodiesField } from '../../components/fields/body-field.tsx';
import { DayField, MomentField } from '../../components/fields/day-field.tsx';
import { NumberField } from '../../components/fields/number-field.tsx';
import { required } from '../../components/fields/required.ts';

type Given = InputOf<'handings.hand'>;
type Kind = Given['kind'];

export interface HandOverFields {
  kind: Kind;
  fromBody?: string;
  toBody?: string;
  toBodies?: string[];
  toPerson?: string;
  matter: string;
  by: 'hours' | 'day' | 'none';
  hours?: number;
  day?: string;
  moment?: string;
}

/** A township whistles and bodies have two working hours, unless it says otherwise. */
const REPORT_HOURS = 2;
export const handOverDefaults = { by: 'hours', hours: REPORT_HOURS } as const;

/** How, to whom and until when something is handed over; `place` is where, for what is about no hazard. */
export function HandOverParts({
  kind,
  kinds,
  mayLead,
  toldOf = told,
  place = null,
  isToSchool = false,
}: {
  kind: Kind;
  kinds: readonly Kind[];
  mayLead: boolean;
  toldOf?: Readonly<Record<Kind, string>>;
  place?: ReactNode;
  /** The school that was chosen is talked to, where no body is named. */
  isToSchool?: boolean;
}) {
  return (
    <>
      <Form.Item name="kind" label="方式">
        <Segmented options={kinds.map((value) => ({ value, label: handingOf(value).title }))} />
      </Form.Item>
      <p className="quiet small hand-over-told">{toldOf[kind]}</p>
      {kind !== 'transfer' && mayLead && <GiverField />}
      {place}
      <div className="hazard-row">
        {kind === 'whistle' || kind === 'assist' ? (
          <BodiesField name="toBodies" label={kind === 'whistle' ? '报到单位' : '协办单位'} required />
        ) : (
          <AnyBodyField name="toBody" label={toLabel(kind, isToSchool)} required={!isToSchool} />
        )}
        <Form.Item name="toPerson" label="联系人或负责人">
          <Input maxLength={50} />
        </Form.Item>
      </div>
      <Form.Item name="matter" label={kind === 'transfer' ? '转办理由' : '事由'} rules={[required('事由')]}>
        <Input.TextArea rows={2} maxLength={2000} />
      </Form.Item>
      {kind === 'talk' ? <MomentField name="moment" label="约谈时间" required /> : <DueFields />}
    </>
  );
}

function toLabel(kind: Kind, isToSchool: boolean): string {
  if (kind !== 'talk') return '转给';
  return isToSchool ? '约谈单位（不填为所选学校）' : '约谈单位';
}

const told: Readonly<Record<Kind, string>> = {
  transfer: '责任单位改为对方，对方签收；对方退回的，回到原责任单位。',
  whistle: '所选单位各自签收、报到。时限按工作时间走，跳过节假日，调休上班的日子照算。',
  assist: '责任单位不变，所选单位各自签收、回复。',
  talk: '约谈一个单位，谈后登记约谈记录。',
};

/** Who leads the ledger says on whose behalf: a township that telephoned. */
function GiverField() {
  const workspace = useService('workspace.describe', {});
  return (
    <AnyBodyField
      name="fromBody"
      label={`由谁提出（不填为${workspace.data?.pack.coordinator ?? '牵头单位'}）`}
    />
  );
}

/** Within so many working hours, or by the end of a day; or without a limit. */
function DueFields() {
  const by = Form.useWatch<HandOverFields['by'] | undefined>('by') ?? 'hours';
  return (
    <>
      <Form.Item name="by" label="时限">
        <Radio.Group
          options={[
            { value: 'hours', label: '几个工作小时内' },
            { value: 'day', label: '某日下班前' },
            { value: 'none', label: '不限' },
          ]}
        />
      </Form.Item>
      {by === 'hours' && <NumberField name="hours" label="工作小时" required min={0.5} max={2000} />}
      {by === 'day' && <DayField name="day" label="日期" required />}
    </>
  );
}

type About = Pick<Given, 'hazardId' | 'schoolId' | 'venueId' | 'placeText'>;

/** What of a hazard, or of a place alone, is handed over by what was filled in. */
export function handedBy(about: About, fields: HandOverFields): Given {
  const { kind, toBody = '', toBodies = [], toPerson = '', fromBody = '', matter } = fields;
  const several = kind === 'whistle' || kind === 'assist';
  return {
    ...{ ...about, kind, toPerson, matter },
    fromBody: kind === 'transfer' ? '' : fromBody,
    toBodies: several ? toBodies : [toBody],
    due: dueOf(fields),
  };
}

function dueOf({ kind, by, hours = REPORT_HOURS, day = '', moment = '' }: HandOverFields): Given['due'] {
  if (kind === 'talk') return { by: 'moment', moment };
  if (by === 'hours') return { by, hours };
  return by === 'day' ? { by, day } : { by };
}
