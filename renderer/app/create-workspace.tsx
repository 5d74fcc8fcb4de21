import { Form, Input, Modal, Select } from 'antd';
import { client } from '../client/client.ts';
import { useService } from '../client/queries.ts';
import { UnkeptForm } from '../components/drafts/unkept-form.tsx';
import { useBusyCarryOut } from '../components/use-carry-out.ts';

interface Pack {
  readonly id: string;
  readonly title: string;
  readonly region: string;
}

/** Makes a workspace: at a place that the desktop asks for, in a browser beside those that are served. */
export function CreateWorkspace({
  isDesktop,
  packs: known,
  onClose,
}: {
  isDesktop: boolean;
  /** Rule packs, where no workspace is open that could be asked for them. */
  packs?: readonly Pack[] | undefined;
  onClose: () => void;
}) {
  const asked = useService('packs.list', known ? null : {});
  const packs: readonly Pack[] | undefined = known ?? asked.data;
  const { busy, carryOut } = useBusyCarryOut();
  const [form] = Form.useForm<{ name: string; pack: string }>();
  const create = async (values: { name: string; pack: string }) =>
    await carryOut(
      () => client.call('host.createWorkspace', values),
      null,
      ({ opened }) => opened && onClose(),
    );
  return (
    <Modal
      title="新建工作区"
      open
      onCancel={onClose}
      onOk={form.submit}
      confirmLoading={busy}
      okText={isDesktop ? '选择位置并新建' : '新建'}
      cancelText="取消"
    >
      <UnkeptForm
        because="elsewhere"
        form={form}
        onFinish={create}
        initialValues={{ name: '', pack: 'national' }}
      >
        <Form.Item
          name="name"
          label="名称"
          rules={[{ required: true, message: '请填写名称，例如“大兴区 2026”' }]}
        >
          <Input placeholder="例如：大兴区 2026" maxLength={60} />
        </Form.Item>
        <Form.Item
          name="pack"
          label="规则包"
          extra="决定安全区域的起点、测法和禁设类别，请选所在地的规则包。"
        >
          <Select
            showSearch={{ optionFilterProp: 'label' }}
            options={packs?.map(({ id, title, region }) => ({ value: id, label: `${title}（${region}）` }))}
          />
        </Form.Item>
      </UnkeptForm>
    </Modal>
  );
}
