import type { Commented } from '#shared/contract/comments.ts';
import type { LngLat } from '#shared/geodesy/units.ts';
import { useCommand } from '../../../client/queries.ts';
import { CommentForm, type Said } from '../../../components/comments/comment-form.tsx';
import { WithPeople } from '../../../components/comments/people.tsx';
import '../../../components/comments/comments.css';
import { goTo, replaceRoute } from '../../../routes/navigation.ts';
import { toolHints } from '../tools/tool.ts';
import { ToolPanel } from '../tools/tool-panel.tsx';
import { usePointDrawing } from '../use-point-drawing.ts';

/** A hundredth of a metre, for the address. */
const DIGITS = 7;
const rounded = (degree: number) => Number(degree.toFixed(DIGITS));

/** Says something of a spot, and shows it then. The spot stands in the address, to which a draft leads back. */
export function PinTool({ at, onClose }: { at: LngLat | null; onClose: () => void }) {
  const add = useCommand('comments.add');
  usePointDrawing('pin', at, ([lng, lat]) =>
    replaceRoute({ name: 'tool', tool: 'pin', at: [rounded(lng), rounded(lat)] }),
  );
  const send = async (about: Commented, said: Said) => {
    const { id } = await add.mutateAsync({ input: { about, ...said } });
    goTo({ name: 'pin', id });
  };
  return (
    <ToolPanel tool="pin" onClose={onClose}>
      {at ? (
        <WithPeople>
          {(people) => (
            <CommentForm
              label="批注"
              thing="place/new"
              title="地图上的一处"
              people={people}
              isFocused
              send={(said) => send({ kind: 'place', position: [at[0], at[1]] }, said)}
            />
          )}
        </WithPeople>
      ) : (
        <p className="quiet small">{toolHints.pin}</p>
      )}
    </ToolPanel>
  );
}
