import { Button, Form, Input, Modal, Popconfirm } from 'antd';
import { useState } from 'react';
import type { PackDetail } from '#shared/contract/packs.ts';
import type { WorkspaceSummary } from '#shared/contract/workspace.ts';
import { basisLine } from '#shared/rules/basis.ts';
import { everyText, obligationKindNames } from '#shared/rules/cadence.ts';
import { type Rule, type RulePack, zoneTitle } from '#shared/rules/rule.ts';
import { useCommand, useService } from '../../client/queries.ts';
import { useMayCall } from '../../client/use-may.ts';
import type { SentDraft } from '../../components/drafts/kept-form.tsx';
import { required } from '../../components/fields/required.ts';
import { FormDialog } from '../../components/form-dialog.tsx';
import { useNotify } from '../../components/notify.ts';
import { Permitted } from '../../components/permitted.tsx';
import { saveFile } from '../../components/save-file.ts';
import { ErrorState, Loading } from '../../components/states.tsx';
import { Tag } from '../../components/tags.tsx';
import { useCarryOut } from '../../components/use-carry-out.ts';
import { VerdictChanges } from '../../components/verdict-changes.tsx';
import { goTo } from '../../routes/navigation.ts';
import { PackDifferenceList } from './pack-difference-list.tsx';
import { freeRuleId } from './pack-edits.ts';
import { KindsEditor, PackKinds } from './pack-kinds.tsx';
import { PackSettings } from './pack-settings.tsx';
import { RuleEditor } from './rule-editor.tsx';
import { RuleTable } from './rule-table.tsx';
import { SigmaSettings } from './sigma-settings.tsx';

/** What is open above the pack. */
type Dialog =
  | 'copy'
  | 'use'
  | 'settings'
  | 'kinds'
  | 'sigmas'
  | { readonly rule: Rule; readonly isNew: boolean }
  | null;

/** One rule pack: its rules, what it changes of its origin, and what can be done with it. */
export function PackView({ packId, workspace }: { packId: string; workspace: WorkspaceSummary }) {
  const detail = useService('packs.get', { id: packId });
  const [dialog, setDialog] = useState<Dialog>(null);
  const may = useMayCall();
  if (detail.error) return <ErrorState error={detail.error} />;
  if (!detail.data) return <Loading />;
  const { pack, rules, origin, difference } = detail.data;
  const current = workspace.pack.id === pack.id;
  const close = () => setDialog(null);
  return (
    <div className="screen pack-view">
      <header className="screen-head">
        <h1>
          {pack.title} {current && <Tag tone="accent">在用</Tag>}
        </h1>
        <span className="quiet">
          {pack.region} · {pack.document} · 牵头协调：{pack.coordinator}
        </span>
        <Permitted to="packs.copy">
          <PackActions detail={detail.data} current={current} onDialog={setDialog} />
        </Permitted>
      </header>
      <PackZones pack={pack} />
      {pack.obligations.length > 0 && <Obligations obligations={pack.obligations} />}
      <PackKinds pack={pack} />
      {origin !== null && (
        <section className="pack-changes">
          <h2>与来源规则包的不同</h2>
          <PackDifferenceList difference={difference} />
        </section>
      )}
      <RuleTable
        rules={rules}
        categories={workspace.categories}
        onEdit={origin !== null && may('packs.save') ? (rule) => setDialog({ rule, isNew: false }) : null}
      />
      {origin !== null && (
        <Permitted to="packs.save">
          <Button
            className="pack-add"
            type="dashed"
            onClick={() => setDialog({ rule: blankRule(detail.data), isNew: true })}
          >
            新增规则
          </Button>
        </Permitted>
      )}
      <Permitted to="packs.save">
        {dialog === 'copy' && <CopyPack detail={detail.data} current={current} onClose={close} />}
        {dialog === 'use' && <UsePack detail={detail.data} onClose={close} />}
        {dialog === 'settings' && <PackSettings detail={detail.data} current={current} onClose={close} />}
        {dialog === 'kinds' && <KindsEditor detail={detail.data} onClose={close} />}
        {dialog === 'sigmas' && <SigmaSettings sigmas={workspace.sigmas} onClose={close} />}
        {dialog !== null && typeof dialog === 'object' && (
          <RuleEditor {...dialog} detail={detail.data} workspace={workspace} onClose={close} />
        )}
      </Permitted>
    </div>
  );
}

/** The zones that are drawn, each with its basis: an office's own working range has none. */
function PackZones({ pack }: { pack: RulePack }) {
  const { safetyZone, gateZone } = pack;
  return (
    <p className="quiet">
      {zoneTitle(pack)} {safetyZone.distance} m{safetyZone.basis && `（${basisLine(safetyZone.basis)}）`}
      {safetyZone.basis === null && '：没有文件写明这一距离，可在“区域设置”里按本单位的需要修改'}；校门
      {gateZone.shape === 'circle'
        ? `周边区域，半径 ${gateZone.distance} m`
        : `禁停区，沿道路两侧各 ${gateZone.distance} m`}
      （{basisLine(gateZone.basis)}）
    </p>
  );
}

/** What else the document asks for, beside sweeps. */
function Obligations({ obligations }: Pick<RulePack, 'obligations'>) {
  return (
    <details className="pack-obligations">
      <summary>文件要求的会议、排查、入校、报送和考核（{obligations.length} 项）</summary>
      <ul>
        {obligations.map((each) => (
          <li key={each.title}>
            {obligationKindNames[each.kind]}：{each.title}
            <span className="quiet small" title={each.excerpt}>
              　{everyText(each)}　{each.by}　{each.article}
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}

function PackActions({
  detail: { pack, origin },
  current,
  onDialog,
}: {
  detail: PackDetail;
  current: boolean;
  onDialog: (dialog: Dialog) => void;
}) {
  const remove = useCommand('packs.remove');
  const notify = useNotify();
  const carryOut = useCarryOut();
  const drop = () =>
    carryOut(
      () => remove.mutateAsync({ input: { id: pack.id } }),
      '规则包已删除',
      () => {
        goTo({ name: 'rules' });
      },
    );
  return (
    <div className="pack-actions">
      {!current && (
        <Button type="primary" onClick={() => onDialog('use')}>
          改用此包…
        </Button>
      )}
      <Button type={current && origin === null ? 'primary' : 'default'} onClick={() => onDialog('copy')}>
        复制为本区规则包…
      </Button>
      {origin !== null && <Button onClick={() => onDialog('settings')}>区域设置…</Button>}
      {origin !== null && <Button onClick={() => onDialog('kinds')}>隐患种类…</Button>}
      {current && <Button onClick={() => onDialog('sigmas')}>位置误差…</Button>}
      <Button
        onClick={() =>
          void saveFile(`${JSON.stringify(pack, null, 2)}\n`, `${pack.id}.json`).catch(notify.failed)
        }
      >
        导出
      </Button>
      {origin !== null && !current && (
        <Popconfirm title="删除这个规则包？" okText="删除" cancelText="保留" onConfirm={drop}>
          <Button danger>删除</Button>
        </Popconfirm>
      )}
    </div>
  );
}

function CopyPack({
  detail,
  current,
  onClose,
}: {
  detail: PackDetail;
  current: boolean;
  onClose: () => void;
}) {
  const { pack } = detail;
  const copy = useCommand('packs.copy');
  const carryOut = useCarryOut();
  const submit = async ({ title }: { title: string }, { sent }: SentDraft) =>
    await carryOut(
      () => copy.mutateAsync({ input: { id: pack.id, title } }),
      '已复制，可以编辑',
      ({ id }) => {
        sent();
        onClose();
        goTo({ name: 'rules', packId: id });
      },
    );
  return (
    <FormDialog<{ title: string }>
      title="复制为本区规则包"
      okText="复制"
      saving={copy.isPending}
      onClose={onClose}
      draft={{ kind: 'ownPack', thing: pack.id, title: `由“${pack.title}”复制` }}
      initialValues={{ title: `${pack.title}（本区修订）` }}
      onFinish={submit}
    >
      <p className="quiet">
        副本存在工作区里，可以增删改规则，并随时与来源对照。{current && '复制后改用副本研判，结论不变。'}
      </p>
      <Form.Item name="title" label="规则包名称" rules={[required('规则包名称')]}>
        <Input maxLength={60} />
      </Form.Item>
    </FormDialog>
  );
}

function UsePack({ detail, onClose }: { detail: PackDetail; onClose: () => void }) {
  const use = useCommand('packs.use');
  const carryOut = useCarryOut();
  const [input] = useState({ id: detail.pack.id });
  const submit = () =>
    carryOut(() => use.mutateAsync({ input }), `已改用“${detail.pack.title}”，研判已更新`, onClose);
  return (
    <Modal
      title={`改用“${detail.pack.title}”`}
      open
      onCancel={onClose}
      onOk={submit}
      okText="改用"
      cancelText="取消"
      confirmLoading={use.isPending}
    >
      <VerdictChanges command="packs.use" input={input} />
    </Modal>
  );
}

/** A new rule to start from: a copy of the first one, without what is true of that one alone. */
function blankRule({ pack, rules }: PackDetail): Rule {
  return {
    id: freeRuleId(rules),
    title: '',
    categories: [],
    dedicated: [],
    subject: null,
    stages: ['幼儿园', '小学', '初中', '高中', '九年一贯', '完全中学', '中职', '特教', '专门'],
    distance: pack.safetyZone.distance,
    bound: 'inclusive',
    listed: false,
    origin: pack.safetyZone.origin,
    method: 'straight',
    target: 'entrance',
    effect: 'forbidden',
    existing: 'same',
    effectiveFrom: null,
    effectiveTo: null,
    issuedBy: null,
    basis: {
      document: pack.document,
      titled: true,
      number: null,
      edition: null,
      draft: false,
      article: '',
      excerpt: '',
      url: null,
      readOn: null,
      verified: false,
    },
    assumption: null,
  };
}
