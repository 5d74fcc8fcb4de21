import { DeleteOutlined } from '@ant-design/icons';
import { Button, Popconfirm } from 'antd';
import { importAsNames } from '#shared/contract/import.ts';
import { useCommand, useService } from '../../../client/queries.ts';
import { useNotify } from '../../../components/notify.ts';
import { Permitted } from '../../../components/permitted.tsx';
import { setsOf } from './set-files.ts';
import './import-set.css';

/** Sets of lists that were imported together before: opened, they say which files are wanted. */
export function SavedSets({ onOpen }: { onOpen: (name: string) => void }) {
  const saved = useService('saved.list', {});
  const remove = useCommand('saved.remove');
  const notify = useNotify();
  const sets = setsOf(saved.data ?? []);
  if (sets.length === 0) return null;
  return (
    <section className="card import-sets" aria-label="成套名单">
      <h2>成套名单</h2>
      <p className="quiet small">新一季的文件一起拖进来就会认出是哪一套；也可以先打开，看要哪几份。</p>
      <ul>
        {sets.map(({ id, name, lists }) => (
          <li key={id}>
            <strong>{name}</strong>
            <span className="quiet">
              {lists.map(({ as }) => importAsNames[as]).join('、')}；上次{' '}
              {lists
                .map(({ on }) => on)
                .sort()
                .at(-1)}
            </span>
            <span>
              <Button size="small" onClick={() => onOpen(name)}>
                打开
              </Button>
              <Permitted to="saved.remove">
                <Popconfirm
                  title={`不再记“${name}”这一套？`}
                  description="已导入的内容不受影响。"
                  okText="不再记"
                  cancelText="取消"
                  onConfirm={() => remove.mutateAsync({ input: { id } }).catch(notify.failed)}
                >
                  <Button type="text" size="small" icon={<DeleteOutlined />} aria-label={`不再记“${name}”`} />
                </Popconfirm>
              </Permitted>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
