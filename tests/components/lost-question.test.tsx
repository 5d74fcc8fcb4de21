import { expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { ConnectionNotice } from '../../renderer/app/connection-notice.tsx';
import { client } from '../../renderer/client/client.ts';
import { useService } from '../../renderer/client/queries.ts';
import { ErrorState, Loading } from '../../renderer/components/states.tsx';
import { show } from './support/show.tsx';
import { town } from './support/town-transport.ts';

/** A screen as they all are: what went wrong takes its place, and is noted. */
function Officers({ faults }: { faults: unknown[] }) {
  const officers = useService('officers.list', {});
  if (officers.error) {
    faults.push(officers.error);
    return <ErrorState error={officers.error} />;
  }
  if (!officers.data) return <Loading />;
  return <p>共 {officers.data.length} 人</p>;
}

it('a question that is lost on the way leaves the screen as it was; it is asked again when the connection is back', async () => {
  const faults: unknown[] = [];
  await show(
    <>
      <ConnectionNotice />
      <Officers faults={faults} />
    </>,
  );
  const count = (await client.call('officers.list', {})).length;
  await expect.element(page.getByText(`共 ${count} 人`)).toBeVisible();
  const back = town.hold('photos.waiting');
  town.cut('officers.list', 'before');
  await client.call('officers.save', {
    id: null,
    name: '欧阳静',
    certificate: '110-77',
    agency: '公安分局',
    active: true,
  });
  await expect.element(page.getByText(/连接/).first()).toBeVisible();
  back();
  await expect.element(page.getByText(`共 ${count + 1} 人`)).toBeVisible();
  expect(faults).toEqual([]);
});
