import { EyeOutlined } from '@ant-design/icons';
import { readOnlyWords, type ScreenId } from '#shared/office/screens.ts';
import { useAccount } from '../client/use-may.ts';

/** At the head of a screen that this person's roles may only look at: one sentence that says so, and who does the rest. */
export function ReadOnlyLine({ screen }: { screen: ScreenId }) {
  const account = useAccount();
  const words = account && readOnlyWords(account.roles, screen);
  return (
    words && (
      <p className="read-only-line" role="note">
        <EyeOutlined /> {words}
      </p>
    )
  );
}
