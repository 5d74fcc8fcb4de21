import { ArrowLeftOutlined, DownloadOutlined } from '@ant-design/icons';
import { Button, Checkbox, Form, Input } from 'antd';
import { useState } from 'react';
import type { BlankPreview } from '#shared/contract/blanks.ts';
import { periodDates, periodOf } from '#shared/sweeps/period.ts';
import { client } from '../../../client/client.ts';
import { useCommand } from '../../../client/queries.ts';
import { DraftNotices } from '../../../components/drafts/draft-notices.tsx';
import { UnkeptForm } from '../../../components/drafts/unkept-form.tsx';
import { ErrorState, Loading } from '../../../components/states.tsx';
import { useCarryOut } from '../../../components/use-carry-out.ts';
import { useSaving } from '../../../components/use-saving.ts';
import { SpanFields } from '../span-fields.tsx';
import { BlankCellPanel } from './blank-cell-panel.tsx';
import { BlankMarks } from './blank-marks.tsx';
import { BlankSheets } from './blank-sheets.tsx';
import { BlankSubject } from './blank-subject.tsx';
import { type BlankOrder, type OpenedBlank, useBlankPreview, useBlankSaid } from './use-blank.ts';

/** A form with what would stand in each cell; what is wanting is typed beside it. */
export function BlankFilling({
  opened,
  today,
  onClose,
}: {
  opened: OpenedBlank;
  today: string;
  onClose: () => void;
}) {
  const [form] = Form.useForm<{ from: string; to: string; asAsked: boolean }>();
  const quarter = periodDates(periodOf(today));
  const { from = quarter.from, to = quarter.to, asAsked = false } = Form.useWatch([], form) ?? {};
  const { said, kept, change, discard } = useBlankSaid(opened.fileName, opened.content);
  const isSpan = from !== '' && to !== '' && from <= to;
  const order: BlankOrder | null = isSpan ? { source: opened.source, from, to, asAsked, ...said } : null;
  const { preview, error, asking } = useBlankPreview(order);
  const [chosen, setChosen] = useState<string | null>(null);
  const cell = preview?.cells.find(({ key }) => key === chosen) ?? null;
  return (
    <div className="blank-filling">
      <DraftNotices draft={kept} onDiscard={discard} />
      <BlankBar opened={opened} order={order} preview={preview} onClose={onClose} onSaved={kept.end} />
      <UnkeptForm because="choice" form={form} initialValues={{ ...quarter, asAsked: false }}>
        <SpanFields today={today} />
        <Form.Item name="asAsked" valuePropName="checked" noStyle>
          <Checkbox>表上写明的时段不用，按这里的时段</Checkbox>
        </Form.Item>
      </UnkeptForm>
      {preview?.needs && (
        <BlankSubject kind={preview.needs} chosen={said.about} onChoose={(about) => change({ about })} />
      )}
      {error && <ErrorState error={error} action={<Button onClick={onClose}>换一张</Button>} />}
      {!error && !preview && <Loading label="正在看表" />}
      {preview && (
        <>
          <BlankMarks preview={preview} asking={asking} said={said} change={change} />
          <div className="blank-body">
            <BlankSheets preview={preview} chosen={chosen} onChoose={setChosen} />
            <BlankCellPanel key={chosen} cell={cell} said={said} change={change} />
          </div>
        </>
      )}
    </div>
  );
}

/** Where the filled file is taken, and the form kept for the next time. */
function BlankBar({
  opened,
  order,
  preview,
  onClose,
  onSaved,
}: {
  opened: OpenedBlank;
  order: BlankOrder | null;
  preview: BlankPreview | null;
  onClose: () => void;
  onSaved: () => void;
}) {
  const { busy, save } = useSaving();
  const keep = useCommand('blanks.save');
  const carryOut = useCarryOut();
  const [name, setName] = useState(preview?.known?.name ?? opened.name);
  const remember = () => {
    if (!order) return;
    const { typed = {}, meanings = {}, timesByVenue = false, carried = false } = order;
    const content = { typed, meanings, timesByVenue, carried };
    void carryOut(
      () => keep.mutateAsync({ input: { source: opened.source, name, content } }),
      `已记住“${name}”，下次在“记住的空白表”里点“填写”`,
      onSaved,
    );
  };
  const fileName = preview ? opened.fileName.replace(/(\.\w+)$/, ` ${preview.to}$1`) : opened.fileName;
  return (
    <div className="blank-bar">
      <Button icon={<ArrowLeftOutlined />} onClick={onClose}>
        换一张
      </Button>
      <Input
        className="blank-name"
        aria-label="名称"
        value={name}
        maxLength={80}
        onChange={({ target }) => setName(target.value)}
      />
      <Button disabled={!order || name.trim() === ''} loading={keep.isPending} onClick={remember}>
        记住这张表
      </Button>
      <Button
        type="primary"
        icon={<DownloadOutlined />}
        loading={busy}
        disabled={!order || !preview}
        onClick={() => order && void save(() => client.call('blanks.fill', order), fileName)}
      >
        保存填好的文件
      </Button>
    </div>
  );
}
