import { Button } from 'antd';

/** Says that an address does not lie in this district, so that nobody is asked for its place again. */
export function Elsewhere({ elsewhere, onTurn }: { elsewhere: boolean; onTurn: () => void }) {
  return (
    <>
      <h3>不在本区</h3>
      <p className="quiet small">
        {elsewhere
          ? '地址已记为不属本区。名单里换了地址会再次列入待定位。'
          : '地址不在本区的，记下后不再要求定位；名单里换了地址会再次列出。'}
      </p>
      <Button onClick={onTurn}>
        <kbd>X</kbd> {elsewhere ? '属于本区，重新定位' : '不属本区'}
      </Button>
    </>
  );
}
