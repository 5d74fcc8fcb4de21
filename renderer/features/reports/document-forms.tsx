import { FileWordOutlined, PrinterOutlined } from '@ant-design/icons';
import { Button, Form, Select } from 'antd';
import { useState } from 'react';
import type { DocumentAbout, OwnTemplate } from '#shared/contract/documents.ts';
import { periodDates, periodOf } from '#shared/sweeps/period.ts';
import { client } from '../../client/client.ts';
import { useService } from '../../client/queries.ts';
import { runPageTask } from '../../client/tasks.ts';
import { DocumentDialog, picturesFor } from '../../components/documents/document-dialog.tsx';
import { UnkeptForm } from '../../components/drafts/unkept-form.tsx';
import { saveFile } from '../../components/save-file.ts';
import { useBusyCarryOut } from '../../components/use-carry-out.ts';
import { goTo } from '../../routes/navigation.ts';
import { SpanFields } from './span-fields.tsx';

/** Documents over some days: 通报, 周报, 总结, 清单. */
export function SpanDocuments({ today, templates }: { today: string; templates: readonly OwnTemplate[] }) {
  const [form] = Form.useForm<{ from: string; to: string }>();
  const [opened, setOpened] = useState<{ template: string; about: DocumentAbout } | null>(null);
  const open = async (template: string) => {
    const span = await form.validateFields().catch(() => null);
    if (span) setOpened({ template, about: { kind: 'span', ...span } });
  };
  return (
    <>
      <UnkeptForm because="choice" form={form} initialValues={periodDates(periodOf(today))}>
        <SpanFields today={today} />
      </UnkeptForm>
      <div className="report-templates">
        {templates
          .filter(({ about }) => about === 'span')
          .map(({ id, title, source }) => (
            <Button key={id} icon={<FileWordOutlined />} title={source} onClick={() => void open(id)}>
              {title}
            </Button>
          ))}
      </div>
      <p className="quiet small">
        现场检查笔录在检查记录里出具，责令改正通知书和挂牌督办通知书在隐患台账的“文书”里出具。
      </p>
      {opened && <DocumentDialog {...opened} onClose={() => setOpened(null)} />}
    </>
  );
}

/** Forms that are filled for one school, and dossiers of many at once. */
export function SchoolForms({ templates }: { templates: readonly OwnTemplate[] }) {
  const schools = useService('schools.list', {});
  const [chosen, setChosen] = useState<readonly number[]>([]);
  const [opened, setOpened] = useState<string | null>(null);
  const { busy, carryOut } = useBusyCarryOut();
  const all = (schools.data ?? []).map(({ id }) => id);
  const own = templates.filter(({ about }) => about === 'school');
  const [only] = chosen;
  const makeAll = (template: OwnTemplate) =>
    carryOut(
      async () => {
        const zip = await makeMany(template, chosen);
        if (zip) await saveFile(zip, `${template.title} ${chosen.length} 份.zip`);
        return zip;
      },
      (zip) => (zip ? `已生成 ${chosen.length} 份，每份都已留存` : '已取消，做好的几份已留存'),
    );
  return (
    <>
      <UnkeptForm because="choice">
        <Form.Item label="学校" className="report-schools">
          <Select
            mode="multiple"
            maxTagCount={6}
            showSearch={{ optionFilterProp: 'label' }}
            placeholder="选择学校，可输入名称查找，可多选"
            aria-label="学校"
            value={[...chosen]}
            onChange={setChosen}
            options={(schools.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          />
          <Button onClick={() => setChosen(chosen.length === all.length ? [] : all)}>
            {chosen.length === all.length && all.length > 0 ? '清空' : '全部学校'}
          </Button>
        </Form.Item>
      </UnkeptForm>
      {own.map((template) => (
        <div key={template.id} className="report-templates">
          <span className="report-template">{template.title}</span>
          <Button
            icon={<FileWordOutlined />}
            loading={busy}
            title={template.source}
            disabled={chosen.length === 0}
            onClick={() => (chosen.length === 1 ? setOpened(template.id) : void makeAll(template))}
          >
            {chosen.length > 1 ? `生成 ${chosen.length} 份 Word` : '填写、生成 Word'}
          </Button>
          <Button
            icon={<PrinterOutlined />}
            disabled={chosen.length === 0}
            onClick={() => goTo({ name: 'schoolDocuments', template: template.id, ids: [...chosen] })}
          >
            预览、打印{chosen.length > 1 ? `（${chosen.length} 份）` : ''}
          </Button>
        </div>
      ))}
      <p className="quiet small">填写的内容存在本工作区，随时可以接着填；标“敏感”的栏目不会写进文件。</p>
      {opened && only !== undefined && (
        <DocumentDialog
          template={opened}
          about={{ kind: 'school', id: only }}
          onClose={() => setOpened(null)}
        />
      )}
    </>
  );
}

/** A document for each school, one after another, as a listed task; the zip of them, null where it was stopped. */
async function makeMany(template: OwnTemplate, schools: readonly number[]): Promise<Uint8Array | null> {
  return await runPageTask(`生成${template.title}`, async (report, signal) => {
    const ids: number[] = [];
    for (const [i, id] of schools.entries()) {
      if (signal.aborted) return null;
      report('已完成', i, schools.length);
      const about = { kind: 'school' as const, id };
      const draft = await client.call('documents.draft', { template: template.id, about });
      const pictures = await picturesFor(draft.template, about, '');
      const made = await client.call('documents.make', {
        template: template.id,
        about,
        issuer: draft.issuers[0] ?? '',
        said: draft.said,
        pictures,
      });
      ids.push(made.id);
    }
    report('已完成', schools.length, schools.length);
    return await client.call('reports.archive', { ids });
  });
}
