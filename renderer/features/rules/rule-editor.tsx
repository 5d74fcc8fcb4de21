import { Alert, Button, Form, Modal, Popconfirm } from 'antd';
import { useMemo, useState } from 'react';
import type { PackDetail } from '#shared/contract/packs.ts';
import type { WorkspaceSummary } from '#shared/contract/workspace.ts';
import type { Rule } from '#shared/rules/rule.ts';
import { useCommand } from '../../client/queries.ts';
import { KeptForm, type SentDraft } from '../../components/drafts/kept-form.tsx';
import { useCarryOut } from '../../components/use-carry-out.ts';
import { VerdictChanges } from '../../components/verdict-changes.tsx';
import { withoutRule, withRule } from './pack-edits.ts';
import { RuleFields } from './rule-fields.tsx';
import { formOf, type RuleForm, ruleOf } from './rule-form.ts';

interface RuleEditorProps {
  readonly rule: Rule;
  readonly isNew: boolean;
  readonly detail: PackDetail;
  readonly workspace: WorkspaceSummary;
  readonly onClose: () => void;
}

/** A form for one rule of an own pack. It checks while typing, and shows which verdicts the rule would change. */
export function RuleEditor({ rule, isNew, detail, workspace, onClose }: RuleEditorProps) {
  const { pack } = detail;
  const { saving, save } = useSavePack(onClose);
  const { form, problem, read } = useRuleForm(rule);
  const [draft, setDraft] = useState<Rule | null>(null);
  const current = workspace.pack.id === pack.id;
  const submit = async (_: RuleForm, { sent }: SentDraft) => {
    const next = read();
    if (!next) return;
    await save(withRule(pack, next), current ? '规则已保存，研判已更新' : '规则已保存', sent);
  };
  const input = useMemo(
    () => (draft && current ? { pack: withRule(pack, draft) } : null),
    [draft, current, pack],
  );
  return (
    <Modal
      title={isNew ? '新增规则' : `编辑规则 ${rule.id}`}
      open
      width={820}
      onCancel={onClose}
      mask={{ closable: false }}
      footer={
        <div className="rule-editor-foot">
          {!isNew && <RemoveRule onRemove={() => save(withoutRule(pack, rule.id), '规则已去掉')} />}
          <span />
          <Button onClick={onClose}>取消</Button>
          <Button type="primary" loading={saving} onClick={form.submit}>
            保存
          </Button>
        </div>
      }
    >
      <KeptForm<RuleForm>
        draft={{
          kind: 'rule',
          thing: `${pack.id}/${isNew ? 'new' : rule.id}`,
          title: isNew ? '新增规则' : rule.title,
        }}
        begin={() => formOf(rule)}
        restsOn={rule}
        form={form}
        className="rule-form"
        onFinish={submit}
        onChanged={() => setDraft(read())}
      >
        <RuleFields categories={workspace.categories} />
      </KeptForm>
      {problem && <Alert type="warning" showIcon title={problem} />}
      {current ? (
        <VerdictChanges command="packs.save" input={input} />
      ) : (
        <p className="quiet small">此规则包没有在用，保存后不影响研判。</p>
      )}
    </Modal>
  );
}

/** The form of a rule. `read` gives the rule that it makes; where it makes none, `problem` tells why. */
function useRuleForm(rule: Rule) {
  const [form] = Form.useForm<RuleForm>();
  const [problem, setProblem] = useState<string | null>(null);
  const read = (): Rule | null => {
    const made = ruleOf(rule, form.getFieldsValue(true));
    setProblem(made.problem);
    return made.rule;
  };
  return { form, problem, read };
}

/** Saves a pack and closes the editor. */
function useSavePack(onClose: () => void) {
  const command = useCommand('packs.save');
  const carryOut = useCarryOut();
  const save = (pack: PackDetail['pack'], done: string, sent?: () => void) =>
    carryOut(
      () => command.mutateAsync({ input: { pack } }),
      done,
      () => {
        sent?.();
        onClose();
      },
    );
  return { saving: command.isPending, save };
}

function RemoveRule({ onRemove }: { onRemove: () => void }) {
  return (
    <Popconfirm title="从本规则包中去掉这条规则？" okText="去掉" cancelText="保留" onConfirm={onRemove}>
      <Button danger>去掉此规则</Button>
    </Popconfirm>
  );
}
