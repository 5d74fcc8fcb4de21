import { AutoComplete, Form, Switch } from 'antd';
import type { Numbering, WantedNumber } from '#shared/contract/documents.ts';
import { writeNumber } from '#shared/forms/paper-number.ts';
import { NumberField } from '../fields/number-field.tsx';

/** What is written about a paper's number. */
export interface NumberValues {
  number?: { code?: string; number?: number | null };
  again?: boolean;
}

/** Which number a paper, or some papers one after another, get from the register. */
export function NumberFields({
  numbering,
  papers = 1,
  kept = 0,
  standing = numbering.standing?.text ?? null,
}: {
  numbering: Numbering;
  papers?: number;
  /** How many of them have a number that they keep. */
  kept?: number;
  /** The number that is there already, or how many have one. */
  standing?: string | null;
}) {
  const code = Form.useWatch<string | undefined>(['number', 'code']) ?? numbering.code;
  const number = Form.useWatch<number | null | undefined>(['number', 'number']) ?? null;
  const again = Form.useWatch<boolean | undefined>('again') ?? false;
  const { form, series } = numbering;
  return (
    <section className="document-number" aria-label="文号">
      {form === 'document' && (
        <Form.Item
          name={['number', 'code']}
          label="机关代字"
          extra="〔年份〕前面的字，例如：×政法。不填则不编号，文号处留空。"
        >
          <AutoComplete maxLength={40} options={series.map((each) => ({ value: each.code }))} />
        </Form.Item>
      )}
      <NumberField
        name={['number', 'number']}
        label={form === 'issue' ? '期号' : '序号'}
        whole
        min={1}
        max={999_999}
        placeholder={String(nextOf(numbering, code))}
        extra="不填则取编号簿的下一个号；一个号只用一次。"
      />
      {standing !== null && (
        <Form.Item
          name="again"
          label="已有的号"
          valuePropName="checked"
          extra={`${standing}，重新生成时沿用`}
        >
          <Switch checkedChildren="另取新号" unCheckedChildren="沿用" />
        </Form.Item>
      )}
      <p className="document-number-said" role="status">
        {said(numbering, { code, number }, again ? papers : papers - kept, again)}
      </p>
    </section>
  );
}

function nextOf({ series }: Numbering, code: string): number {
  return series.find((each) => each.code === code)?.next ?? 1;
}

function said(
  numbering: Numbering,
  { code, number }: { code: string; number: number | null },
  fresh: number,
  again: boolean,
): string {
  const { form, year, standing } = numbering;
  if (fresh === 0) return '都沿用原号';
  if (code === '' && form === 'document') return '不编号';
  if (standing && !again && number === null && standing.code === code) return `沿用 ${standing.text}`;
  const first = number ?? nextOf(numbering, code);
  const write = (each: number) => writeNumber({ code, year, number: each }, form);
  return fresh > 1 ? `新编的号从 ${write(first)} 起` : `编为 ${write(first)}`;
}

/** What is sent of it; null where the paper gets no number. */
export function wantedNumber(numbering: Numbering | null, { number }: NumberValues): WantedNumber | null {
  if (!numbering) return null;
  const code = (numbering.form === 'issue' ? numbering.code : number?.code)?.trim() ?? '';
  return code === '' ? null : { code, number: number?.number ?? null };
}
