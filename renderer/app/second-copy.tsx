import { HddOutlined } from '@ant-design/icons';
import { Alert, Badge, Button, Form, Input, Popconfirm, Space, Tooltip } from 'antd';
import { useEffect, useState } from 'react';
import type { SecondCopyState } from '#shared/contract/backups.ts';
import { client } from '../client/client.ts';
import { useService } from '../client/queries.ts';
import { useMay } from '../client/use-may.ts';
import { UnkeptForm } from '../components/drafts/unkept-form.tsx';
import { MomentField } from '../components/fields/day-field.tsx';
import { momentText } from '../components/format.ts';
import { useBusyCarryOut, useCarryOut } from '../components/use-carry-out.ts';

/** How often it is looked how old the second copy is, while that is shown. */
const LOOK_MS = 2000;

/** In the bar at the top: nothing where no second copy was asked for. */
export function SecondCopyMark({ onOpen }: { onOpen: () => void }) {
  const { state, now } = useSecondCopy();
  if (!state?.place) return null;
  const words = copyWords(state, now);
  return (
    <Tooltip title={words}>
      <Badge dot={state.trouble !== null} status="error" offset={[-6, 6]}>
        <Button type="text" className="bar-icon" aria-label={words} icon={<HddOutlined />} onClick={onOpen} />
      </Badge>
    </Tooltip>
  );
}

/** Where the second copy goes, how it stands, and how a workspace is made of one. */
export function SecondCopyTab({ desktop, onDone }: { desktop: boolean; onDone: () => void }) {
  const { state, now, refresh } = useSecondCopy();
  const { busy, carryOut } = useBusyCarryOut();
  const choose = (place: { token: string } | { path: string } | null, said: string) =>
    carryOut(() => client.call('backups.chooseSecond', { place }), said, refresh);
  return (
    <div className="backup-restore">
      <p className="quiet">
        每次改动后几秒内写到另一个磁盘、U
        盘或共享上的文件夹；这台电脑的磁盘坏了，就从那里恢复，最近三天可以回到任何一分钟。
      </p>
      {state?.place && (
        <>
          <Alert
            type={state.trouble ? 'error' : state.isOnSameDisk ? 'warning' : 'success'}
            showIcon
            title={copyWords(state, now)}
            description={
              state.isOnSameDisk
                ? '这个文件夹和工作区在同一个磁盘上，磁盘坏了两份都没有。请换一个磁盘或 U 盘。'
                : undefined
            }
          />
          <span className="quiet small">
            {state.place}
            {state.since && `，可恢复到 ${momentText(state.since)} 以后的任何时间`}
          </span>
        </>
      )}
      <Space wrap>
        {desktop ? (
          <ChooseFolder
            label={state?.place ? '换一个文件夹…' : '选择文件夹…'}
            title="第二份放在哪个文件夹里"
            onChoose={({ token }) => void choose({ token }, '第二份开始写了')}
          />
        ) : (
          <NamePlace busy={busy} onChoose={(path) => void choose({ path }, '第二份开始写了')} />
        )}
        {state?.place && (
          <Popconfirm
            title="不再写第二份？"
            description="已经写好的留在那里，可以照样恢复。"
            okText="不再写"
            cancelText="取消"
            onConfirm={() => choose(null, '不再写第二份，已写好的还在')}
          >
            <Button>不再写</Button>
          </Popconfirm>
        )}
      </Space>
      {desktop ? (
        <RestoreCopy onDone={onDone} />
      ) : (
        <p className="quiet small">
          网页方式下请用命令行恢复：restore 第二份的文件夹 新文件夹 --at 2026-11-30T09:41。
        </p>
      )}
    </div>
  );
}

function NamePlace({ busy, onChoose }: { busy: boolean; onChoose: (path: string) => void }) {
  const [path, setPath] = useState('');
  return (
    <Space.Compact>
      <Input
        aria-label="第二份的文件夹"
        placeholder="如 E:\\ 或 /media/U盘"
        value={path}
        maxLength={1000}
        onChange={({ target }) => setPath(target.value)}
      />
      <Button
        type="primary"
        loading={busy}
        disabled={path.trim() === ''}
        onClick={() => onChoose(path.trim())}
      >
        写到这里
      </Button>
    </Space.Compact>
  );
}

interface ChosenFolder {
  readonly token: string;
  readonly name: string;
}

function ChooseFolder({
  label,
  title,
  onChoose,
}: {
  label: string;
  title: string;
  onChoose: (folder: ChosenFolder) => void;
}) {
  const choosing = useCarryOut();
  const choose = () =>
    choosing(
      () => client.call('host.chooseFolder', { title }),
      null,
      (folder) => folder && onChoose(folder),
    );
  return <Button onClick={() => void choose()}>{label}</Button>;
}

/** A workspace is made of a second copy, as it was last or at a minute. */
function RestoreCopy({ onDone }: { onDone: () => void }) {
  const [folder, setFolder] = useState<ChosenFolder | null>(null);
  const { busy, carryOut } = useBusyCarryOut();
  const restore = async ({ minute = '' }: { minute?: string }) => {
    if (!folder) return;
    const { token, name } = folder;
    await carryOut(
      () =>
        client.call('host.restoreCopy', {
          token,
          name: name.slice(-255),
          minute: minute === '' ? null : minute,
        }),
      ({ opened }) => (opened ? '已从第二份恢复并打开' : null),
      ({ opened }) => opened && onDone(),
    );
  };
  return (
    <UnkeptForm<{ minute?: string }> because="elsewhere" onFinish={(values) => void restore(values)}>
      <strong>从第二份恢复</strong>
      <Form.Item label="第二份的文件夹">
        <ChooseFolder
          label={folder ? folder.name : '选“学安图第二份…”文件夹'}
          title="选择第二份的文件夹"
          onChoose={setFolder}
        />
      </Form.Item>
      <MomentField name="minute" label="恢复到哪一分钟（不填就是最新的样子）" past />
      <Button type="primary" htmlType="submit" loading={busy} disabled={!folder}>
        选择位置并恢复
      </Button>
    </UnkeptForm>
  );
}

/** How the second copy stands, looked at again and again where there is one. */
function useSecondCopy() {
  const may = useMay();
  const { data: state, refetch } = useService('backups.second', may?.('operate') ? {} : null);
  const [now, setNow] = useState(() => Date.now());
  const isKept = state?.place != null;
  useEffect(() => {
    if (!isKept) return;
    const timer = window.setInterval(() => {
      setNow(Date.now());
      if (document.visibilityState === 'visible') void refetch();
    }, LOOK_MS);
    return () => window.clearInterval(timer);
  }, [isKept, refetch]);
  return { state, now, refresh: () => void refetch() };
}

/** 第二份：U盘，3 秒前. */
function copyWords({ place, at, waits, trouble }: SecondCopyState, now: number): string {
  const last = at === null ? null : ageWords((now - Date.parse(at)) / 1000);
  if (trouble !== null) return last === null ? trouble : `${trouble}（上次写好是${last}）`;
  if (last === null) return '第二份：正在写第一遍';
  const name = place?.split(/[\\/]/).filter(Boolean).at(-1) ?? '';
  return `第二份：${name}，${waits ? last : '与现在一样'}`;
}

function ageWords(seconds: number): string {
  if (seconds < 60) return `${Math.max(1, Math.round(seconds))} 秒前`;
  if (seconds < 3600) return `${Math.round(seconds / 60)} 分钟前`;
  if (seconds < 86_400) return `${Math.round(seconds / 3600)} 小时前`;
  return `${Math.round(seconds / 86_400)} 天前`;
}
