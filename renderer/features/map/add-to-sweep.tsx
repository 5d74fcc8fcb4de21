import { useCommand } from '../../client/queries.ts';
import { ToSweep } from '../../components/to-sweep.tsx';

/** Puts a venue, or a school itself, on a sweep. */
export function AddToSweep({
  onClose,
  place,
  reason,
}: {
  onClose: () => void;
  place: { name: string; venueId: number | null; schoolId: number | null };
  /** What is offered as the reason. */
  reason: string;
}) {
  const add = useCommand('sweeps.addStop');
  const { name, venueId, schoolId } = place;
  return (
    <ToSweep
      title={`把“${name}”加入整治`}
      thing={venueId === null ? `school/${schoolId}` : `venue/${venueId}`}
      reason={reason}
      onClose={onClose}
      add={async (fields) => {
        await add.mutateAsync({ input: { ...fields, venueId, schoolId } });
        return `已把“${name}”加入整治行动`;
      }}
    />
  );
}
