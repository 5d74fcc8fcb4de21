import { lazy, type ReactNode, Suspense, useState } from 'react';
import { useService } from '../../client/queries.ts';
import type { ChosenFile } from '../../components/file-button.tsx';
import { Loading } from '../../components/states.tsx';
import { linkTo, type RouteTo } from '../../routes/routes.ts';
import { Batches } from './batches.tsx';
import { ChooseFile } from './choose-file.tsx';
import { ImportPlanner } from './plan/import-planner.tsx';
import { SavedSets } from './set/saved-sets.tsx';
import './import-screen.css';

const ImportSet = lazy(async () => ({ default: (await import('./set/import-set.tsx')).ImportSet }));
const LocatingView = lazy(async () => ({
  default: (await import('./locating/locating-view.tsx')).LocatingView,
}));
const ReviewView = lazy(async () => ({ default: (await import('./review/review-view.tsx')).ReviewView }));
const StagesView = lazy(async () => ({ default: (await import('./review/stages-view.tsx')).StagesView }));
const DuplicatesView = lazy(async () => ({
  default: (await import('./duplicates/duplicates-view.tsx')).DuplicatesView,
}));

/** Imports lists, and settles what they leave open: positions, categories, stages, duplicates. */
export function ImportScreen({ route }: { route: RouteTo<'import' | 'settle'> }) {
  const shown = route.name === 'settle' ? route.what : null;
  const waiting = useService('review.waiting', {});
  // All venues are compared with each other for it: not after each step of other work. The queue itself tells what is left.
  const isOwn = shown === 'duplicates';
  const duplicates = useService('duplicates.list', isOwn ? null : { limit: 1 }, { live: shown === null });
  const tabs = [
    { id: null, title: '导入名单', count: 0 },
    { id: 'locating', title: '待定位', count: waiting.data?.unplaced ?? 0 },
    { id: 'review', title: '类别复核', count: waiting.data?.kinds ?? 0 },
    { id: 'stages', title: '学段待定', count: waiting.data?.stages ?? 0 },
    { id: 'duplicates', title: '疑似重复', count: isOwn ? 0 : (duplicates.data?.total ?? 0) },
  ] as const;
  return (
    <div className={`screen import-screen${shown === 'locating' ? ' screen-full' : ''}`}>
      <nav className="screen-tabs" aria-label="名单">
        {tabs.map(({ id, title, count }) => (
          <a
            key={title}
            href={linkTo(id === null ? { name: 'import' } : { name: 'settle', what: id })}
            aria-current={id === shown ? 'page' : undefined}
          >
            {title} {count > 0 && <span className="tab-count">{count}</span>}
          </a>
        ))}
      </nav>
      <Suspense fallback={<Loading />}>{viewFor(shown)}</Suspense>
    </div>
  );
}

function viewFor(view: RouteTo<'settle'>['what'] | null): ReactNode {
  switch (view) {
    case 'locating':
      return <LocatingView />;
    case 'review':
      return <ReviewView />;
    case 'stages':
      return <StagesView />;
    case 'duplicates':
      return <DuplicatesView />;
    case null:
      return <ListImport />;
  }
}

/** Choose a file, say what its columns are, see what would happen, then import. */
function ListImport() {
  const [chosen, setChosen] = useState<readonly ChosenFile[]>([]);
  const [set, setSet] = useState<string | null>(null);
  const [first, ...others] = chosen;
  const leave = () => {
    setChosen([]);
    setSet(null);
  };
  if (set !== null || others.length > 0)
    return (
      <Suspense fallback={<Loading />}>
        <ImportSet given={chosen} named={set} onLeave={leave} />
      </Suspense>
    );
  if (first) return <ImportPlanner key={first.token} chosen={first} onDone={leave} />;
  return (
    <>
      <ChooseFile onChosen={setChosen} />
      <SavedSets onOpen={setSet} />
      <Batches />
    </>
  );
}
