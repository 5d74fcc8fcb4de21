import { Button, Checkbox, Form, Input, Modal, Popconfirm, Table, Tabs } from 'antd';
import { useEffect, useState } from 'react';
import type { AutomaticBackup } from '#shared/contract/backups.ts';
import type { OutputOf } from '#shared/contract/contract.ts';
import { client } from '../client/client.ts';
import { useService } from '../client/queries.ts';
import { runTask } from '../client/tasks.ts';
import { useAccount } from '../client/use-may.ts';
import { UnkeptForm } from '../components/drafts/unkept-form.tsx';
import { repeated } from '../components/fields/repeated.ts';
import { fileSize } from '../components/format.ts';
import { useBusyCarryOut, useCarryOut } from '../components/use-carry-out.ts';
import { useLatest } from '../components/use-latest.ts';
import { SecondCopyTab } from './second-copy.tsx';

/** Writes the whole workspace into one file, restores it from one, and lists the automatic backups. */
export function BackupDialog(props: BackupsProps) {
  return (
    <Modal open title="备份与恢复" width={620} footer={null} onCancel={props.onClose} destroyOnHidden>
      <Backups {...props} />
    </Modal>
  );
}

interface BackupsProps {
  /** What the file of a backup is called. */
  name: string;
  /** The tab that is shown at first. */
  first?: 'make' | 'second';
  /** True where the application was opened by a double click on a backup. */
  offered: boolean;
  onClose: () => void;
}

export function Backups({ name, offered, first = 'make', onClose }: BackupsProps) {
  const host = useService('host.describe', {});
  const desktop = host.data?.kind === 'desktop';
  return (
    <Tabs
      defaultActiveKey={offered ? 'restore' : first}
      items={[
        {
          key: 'make',
          label: '备份',
          children: <MakeBackup name={name} desktop={desktop} onDone={onClose} />,
        },
        {
          key: 'restore',
          label: '恢复',
          children: desktop ? (
            <RestoreBackup offered={offered} onDone={onClose} />
          ) : (
            <p>网页方式下请用命令行恢复：restore 备份文件.xab 文件夹。文件夹里原有的内容会改名留存。</p>
          ),
        },
        { key: 'second', label: '第二份', children: <SecondCopyTab desktop={desktop} onDone={onClose} /> },
        { key: 'automatic', label: '自动备份', children: <AutomaticBackups onDone={onClose} /> },
      ]}
    />
  );
}

interface BackupFields {
  readonly password?: string;
  readonly again?: string;
  readonly basemaps: boolean;
  readonly fetched?: boolean;
}

function MakeBackup({ name, desktop, onDone }: { name: string; desktop: boolean; onDone: () => void }) {
  const { busy, carryOut } = useBusyCarryOut();
  // An office's server lies elsewhere: what is made there can be fetched from it.
  const isElsewhere = useAccount() !== null;
  const make = async ({ password = '', basemaps, fetched = false }: BackupFields) => {
    const place = desktop ? await client.call('host.chooseBackupPlace', { name }) : null;
    if (desktop && !place) return null;
    const sealed = password !== '';
    const made = await runTask('备份工作区', 'backups.make', {
      token: place?.token ?? null,
      password: sealed ? password : null,
      basemaps,
    });
    await client.call('backups.note', { file: made.file, size: made.size, sealed });
    if (fetched) await fetchBackup(made.file);
    return made;
  };
  return (
    <UnkeptForm<BackupFields>
      because="secret"
      name="backup"
      initialValues={{ basemaps: true }}
      onFinish={(values) =>
        void carryOut(
          () => make(values),
          (made) => made && madeWords(made),
          (made) => made && onDone(),
        )
      }
    >
      <p className="quiet">
        数据库、照片和文件、底图都在一个文件里，写完后读回校验。请另存到 U 盘或其他电脑。
      </p>
      <Form.Item
        name="password"
        label="密码（可不填）"
        extra="忘记密码就无法恢复，请另行保管。"
        dependencies={['fetched']}
        rules={[{ min: 8, message: '密码至少 8 个字符' }, wantedWhereFetched]}
      >
        <Input.Password autoComplete="new-password" maxLength={200} />
      </Form.Item>
      <Form.Item name="again" label="再输一次密码" dependencies={['password']} rules={[repeated('password')]}>
        <Input.Password autoComplete="new-password" maxLength={200} />
      </Form.Item>
      <Form.Item name="basemaps" valuePropName="checked">
        <Checkbox>带上底图文件</Checkbox>
      </Form.Item>
      {isElsewhere && (
        <Form.Item
          name="fetched"
          valuePropName="checked"
          extra="带回：在桌面程序里从这个文件恢复，就是完整的本机工作区。"
        >
          <Checkbox>备好后下载到这台电脑（要有密码）</Checkbox>
        </Form.Item>
      )}
      <Button type="primary" htmlType="submit" loading={busy}>
        {desktop ? '选择位置并备份' : '备份到工作区的 backups 文件夹'}
      </Button>
    </UnkeptForm>
  );
}

/** What leaves the server has a password. */
const wantedWhereFetched = ({ getFieldValue }: { getFieldValue: (name: string) => unknown }) => ({
  validator: async (_: unknown, password: string | undefined) => {
    if (getFieldValue('fetched') === true && !password) throw new Error('下载的备份要有密码');
  },
});

/** Has the browser fetch a backup from an office's server, piece by piece. */
async function fetchBackup(file: string): Promise<void> {
  const { token, name } = await client.call('backups.fetch', { file });
  const link = document.createElement('a');
  link.href = `files/${token}`;
  link.download = name;
  link.click();
}

function madeWords({ file, size, altered }: OutputOf<'backups.make'>): string {
  const doubt = altered.length === 0 ? '' : `；其中 ${altered.length} 个附件与登记的指纹不符，请运行校验`;
  return `已备份到 ${file}（${fileSize(size)}），并已读回校验${doubt}`;
}

function RestoreBackup({ offered, onDone }: { offered: boolean; onDone: () => void }) {
  const [chosen, setChosen] = useState<{ token: string; name: string; sealed: boolean } | null>(null);
  const [password, setPassword] = useState('');
  const choosing = useCarryOut();
  const { busy, carryOut } = useBusyCarryOut();
  const choose = async () => await choosing(() => client.call('host.chooseBackup', {}), null, setChosen);
  const chooseAtFirst = useLatest(choose);
  useEffect(() => {
    if (offered) void chooseAtFirst();
  }, [offered, chooseAtFirst]);
  const restore = async () => {
    if (!chosen) return;
    const { token, name, sealed } = chosen;
    await carryOut(
      () => client.call('host.restoreBackup', { token, name, password: sealed ? password : null }),
      ({ opened }) => (opened ? `已从“${name}”恢复并打开` : null),
      ({ opened }) => opened && onDone(),
    );
  };
  return (
    <div className="backup-restore">
      <p className="quiet">
        恢复成一个新的工作区文件夹并打开，现在的工作区不受影响；同名文件夹里原有的内容会改名留存，不会被覆盖。
      </p>
      <Button onClick={() => void choose()}>{chosen ? chosen.name : '选择备份文件'}</Button>
      {chosen?.sealed && (
        <Input.Password
          aria-label="备份的密码"
          placeholder="这份备份有密码"
          value={password}
          onChange={({ target }) => setPassword(target.value)}
        />
      )}
      <Button
        type="primary"
        loading={busy}
        disabled={!chosen || (chosen.sealed && password === '')}
        onClick={() => void restore()}
      >
        选择位置并恢复
      </Button>
    </div>
  );
}

const kinds: Record<AutomaticBackup['kind'], string> = {
  daily: '每日',
  upgrade: '升级前',
  restore: '恢复前',
};

function AutomaticBackups({ onDone }: { onDone: () => void }) {
  const backups = useService('backups.list', {});
  const { busy, carryOut } = useBusyCarryOut();
  const [restoring, setRestoring] = useState<string | null>(null);
  const restore = async ({ name, day }: AutomaticBackup) => {
    setRestoring(name);
    await carryOut(
      () => client.call('backups.restoreAutomatic', { name }),
      `已恢复到 ${day} 的备份，原来的数据库留在自动备份里`,
      onDone,
    );
  };
  return (
    <>
      <p className="quiet">
        使用当天自动备份一次，升级前也备份一次，都在工作区的 backups
        文件夹里：七天内每天一份，两个月内每周一份，一年内每月一份。
      </p>
      <Table<AutomaticBackup>
        size="small"
        rowKey="name"
        dataSource={backups.data ?? []}
        loading={backups.isLoading}
        pagination={{ pageSize: 8, hideOnSinglePage: true }}
        locale={{ emptyText: '今天的自动备份将在打开后半分钟内完成' }}
        columns={[
          { title: '日期', dataIndex: 'day', className: 'number', width: 120 },
          {
            title: '种类',
            dataIndex: 'kind',
            width: 80,
            render: (kind: AutomaticBackup['kind']) => kinds[kind],
          },
          { title: '文件', dataIndex: 'name', ellipsis: true },
          {
            title: '大小',
            dataIndex: 'size',
            className: 'number',
            width: 100,
            align: 'right',
            render: (size: number) => fileSize(size),
          },
          {
            key: 'restore',
            width: 80,
            align: 'right',
            render: (_, backup) => (
              <Popconfirm
                title={`恢复到 ${backup.day} 的备份？`}
                description="那以后录入的内容会一起退回；现在的数据库改名留存，随时可以再恢复回来。"
                okText="恢复"
                cancelText="取消"
                onConfirm={() => restore(backup)}
              >
                <Button size="small" type="link" loading={busy && restoring === backup.name}>
                  恢复
                </Button>
              </Popconfirm>
            ),
          },
        ]}
      />
    </>
  );
}
