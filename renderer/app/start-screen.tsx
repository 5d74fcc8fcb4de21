import { PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { Loading } from '../components/states.tsx';
import { goTo } from '../routes/navigation.ts';
import { CreateWorkspace } from './create-workspace.tsx';
import { usePlaces, Workspaces } from './places-dialog.tsx';
import './start-screen.css';

/** Where a browser begins that is served a folder of workspaces: open one, make one, or try the demonstration. */
export function StartScreen() {
  const { places } = usePlaces();
  const [isCreating, setCreating] = useState(false);
  if (!places) return <Loading label="正在查看工作区" />;
  const begin = () => goTo({ name: 'map' });
  return (
    <main className="start">
      <div className="start-card">
        <h1>学安图</h1>
        <p className="quiet">选一个工作区开始，或新建一个。一个工作区放一个区县的名单、地图和台账。</p>
        <div className="places">
          <Workspaces title="工作区" workspaces={places.workspaces} onDone={begin} />
        </div>
        <Button type="primary" icon={<PlusOutlined />} onClick={() => setCreating(true)}>
          新建工作区
        </Button>
      </div>
      {isCreating && (
        <CreateWorkspace
          isDesktop={false}
          packs={places.packs}
          onClose={() => {
            setCreating(false);
            begin();
          }}
        />
      )}
    </main>
  );
}
