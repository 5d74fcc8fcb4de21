import { Button } from 'antd';
import type { UnplacedVenue } from '#shared/contract/review.ts';
import { useCommand } from '../../../client/queries.ts';
import { useCarryOut } from '../../../components/use-carry-out.ts';

/** Says that an address does not lie in this district, so that nobody is asked for its place again. */
export function Elsewhere({ venue, elsewhere }: { venue: UnplacedVenue; elsewhere: boolean }) {
  const setElsewhere = useCommand('locating.setElsewhere');
  const carryOut = useCarryOut();
  const turn = () =>
    carryOut(
      () => setElsewhere.mutateAsync({ input: { ids: [venue.id], isElsewhere: !elsewhere } }),
      elsewhere ? `“${venue.name}”回到待定位` : `“${venue.name}”不属本区，不再要求定位`,
    );
  return (
    <>
      <h3>不在本区</h3>
      <p className="quiet small">
        {elsewhere
          ? '地址已记为不属本区。名单里换了地址会再次列入待定位。'
          : '地址不在本区的，记下后不再要求定位；名单里换了地址会再次列出。'}
      </p>
      <Button loading={setElsewhere.isPending} onClick={turn}>
        {elsewhere ? '属于本区，重新定位' : '不属本区'}
      </Button>
    </>
  );
}
