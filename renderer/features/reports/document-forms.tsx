import { FileWordOutlined } from '@ant-design/icons';
import { Button, Form, Select } from 'antd';
import { useState } from 'react';
import type { DocumentAbout, OwnTemplate } from '#shared/contract/documents.ts';
import { periodDates, periodOf } from '#shared/sweeps/period.ts';
import { useService } from '../../client/queries.ts';
import { DocumentDialog } from '../../components/documents/document-dialog.tsx';
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
      <Form form={form} layout="vertical" initialValues={periodDates(periodOf(today))}>
        <SpanFields today={today} />
      </Form>
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

/** Forms that are filled for one school. */
export function SchoolForms({ templates }: { templates: readonly OwnTemplate[] }) {
  const schools = useService('schools.list', {});
  const [school, setSchool] = useState<number | null>(null);
  const [opened, setOpened] = useState<string | null>(null);
  return (
    <>
      <Form layout="vertical">
        <Form.Item label="学校" className="report-school">
          <Select
            showSearch={{ optionFilterProp: 'label' }}
            placeholder="选择学校，可输入名称查找"
            aria-label="学校"
            value={school}
            onChange={setSchool}
            options={(schools.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          />
        </Form.Item>
      </Form>
      <div className="report-templates">
        {templates
          .filter(({ about }) => about === 'school')
          .map(({ id, title, source }) => (
            <Button
              key={id}
              icon={<FileWordOutlined />}
              title={source}
              disabled={school === null}
              onClick={() => setOpened(id)}
            >
              {title}
            </Button>
          ))}
      </div>
      <p className="quiet small">填写的内容存在本工作区，随时可以接着填；标“敏感”的栏目不会写进文件。</p>
      {opened && school !== null && (
        <DocumentDialog
          template={opened}
          about={{ kind: 'school', id: school }}
          onClose={() => setOpened(null)}
        />
      )}
    </>
  );
}
