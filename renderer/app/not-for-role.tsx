import { firstScreenFor, refusedWords, type ScreenId } from '#shared/office/screens.ts';
import { useAccount, useMayShow } from '../client/use-may.ts';
import { EmptyState } from '../components/states.tsx';
import { addressOf } from './rail.tsx';

/** In the place of a screen that is none of this person's: whose it is, and the way back. */
export function NotForRole({ screen }: { screen: ScreenId }) {
  const roles = useAccount()?.roles ?? [];
  const first = firstScreenFor(useMayShow());
  const { title, why } = refusedWords(roles, screen);
  return (
    <EmptyState
      title={title}
      action={
        <a href={first === null ? '/account' : addressOf(first)}>
          {first === null ? '我的账号' : '回到首页'}
        </a>
      }
    >
      {why}
    </EmptyState>
  );
}
