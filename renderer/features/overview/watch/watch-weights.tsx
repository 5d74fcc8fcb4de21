import type { Watched } from '#shared/contract/watch.ts';
import {
  reasonTitle,
  usualWeights,
  type WatchWeights,
  watchedFigures,
  watchReasons,
  worseWords,
} from '#shared/watch/watched-figures.ts';
import { useCommand } from '../../../client/queries.ts';
import type { SentDraft } from '../../../components/drafts/kept-form.tsx';
import { NumberField } from '../../../components/fields/number-field.tsx';
import { FormDialog } from '../../../components/form-dialog.tsx';
import { useCarryOut } from '../../../components/use-carry-out.ts';

/** What each reason counts: set by the office, kept in the workspace and told in the trail. */
export function WatchWeightsDialog({
  weights,
  onClose,
}: {
  weights: Watched['weights'];
  onClose: () => void;
}) {
  const keep = useCommand('watch.keepWeights');
  const carryOut = useCarryOut();
  const submit = (values: WatchWeights, { sent }: SentDraft) =>
    carryOut(
      () => keep.mutateAsync({ input: { weights: values } }),
      '权重已保存，得分按它重算',
      () => {
        sent();
        onClose();
      },
    );
  return (
    <FormDialog<WatchWeights>
      title="权重"
      okText="保存"
      width={820}
      saving={keep.isPending}
      onClose={onClose}
      draft={{ kind: 'watchWeights', thing: 'office', title: '重点关注学校的权重' }}
      initialValues={weights}
      onFinish={submit}
      className="watch-weights"
    >
      <p className="quiet small">
        得分＝各理由的数×权重之和。0 表示不计。改动写入操作记录；括号里是程序原来的权重。
      </p>
      <div className="watch-weights-fields">
        {watchReasons.map((reason) => (
          <NumberField
            key={reason}
            name={reason}
            label={`${reasonTitle(reason)}（${usualWeights[reason]}）`}
            extra={(reason === 'worse' ? worseWords : watchedFigures[reason]).explained}
            required
            min={0}
            max={100}
            whole
          />
        ))}
      </div>
    </FormDialog>
  );
}
