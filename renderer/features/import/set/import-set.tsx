import { CheckCircleFilled, PlusOutlined } from '@ant-design/icons';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { importAsNames, importExtensions } from '#shared/contract/import.ts';
import type { SetList } from '#shared/contract/saved.ts';
import { likelySet, matchSet, withImported } from '#shared/registry/import-sets.ts';
import { useCommand, useService } from '../../../client/queries.ts';
import { useMayCall } from '../../../client/use-may.ts';
import { type ChosenFile, FileButton } from '../../../components/file-button.tsx';
import { useNotify } from '../../../components/notify.ts';
import { type ImportedList, ImportPlanner } from '../plan/import-planner.tsx';
import { FileRow } from './file-row.tsx';
import { inOrder, newFile, type SetFile, setsOf } from './set-files.ts';
import './import-set.css';

const accepted = importExtensions.map((extension) => `.${extension}`).join(',');
const USUAL_NAME = '季度名单';

interface ImportSetProps {
  readonly given: readonly ChosenFile[];
  /** The set that was opened; null where it is told by the files. */
  readonly named: string | null;
  readonly onLeave: () => void;
}

/** Several lists as one set: each goes through the planner, and the set remembers what each of them was. */
export function ImportSet({ given, named, onLeave }: ImportSetProps) {
  const [files, setFiles] = useState(() => given.map(newFile));
  const [open, setOpen] = useState<string | null>(null);
  const { set, name, setName, before, missing, remember } = useSet(files, named);
  const change = (token: string, next: Partial<SetFile>) =>
    setFiles((all) => all.map((file) => (file.token === token ? { ...file, ...next } : file)));
  const ordered = inOrder(files, (file) => before(file)?.as ?? file.preview?.as ?? null);
  const current = files.find(({ token }) => token === open);
  const goOn = () => setOpen(ordered.find((file) => isNext(file, open))?.token ?? null);
  const imported = (file: SetFile, list: ImportedList) => {
    change(file.token, { state: 'imported' });
    remember(file, list);
  };
  return (
    <div className="import-set">
      <section className="card" aria-label="一套名单">
        <header className="import-set-head">
          <h2>{set ? `“${set.name}”` : '一套名单'}</h2>
          <Button onClick={onLeave}>离开</Button>
        </header>
        <div className="import-set-name">
          记作
          <Input
            aria-label="这一套的名称"
            maxLength={40}
            value={name}
            placeholder={USUAL_NAME}
            disabled={set !== null}
            onChange={({ target }) => setName(target.value)}
          />
          <span className="quiet small">
            导入一份记一份；下一季把文件一起放进来，就知道哪份是什么、还缺哪份。
          </span>
        </div>
        <ol className="import-set-files">
          {ordered.map((file) => (
            <FileRow
              key={file.token}
              file={file}
              before={before(file)}
              isOpen={file.token === open}
              onRead={(read) => change(file.token, read)}
              onOpen={() => setOpen(file.token)}
              onLeft={(left) => change(file.token, { state: left ? 'left' : 'waiting' })}
            />
          ))}
          {missing.map((list) => (
            <MissingRow key={`${list.file}/${list.as}`} list={list} />
          ))}
          <li className="import-set-more">
            <FileButton
              several
              accept={accepted}
              onChosen={(chosen) => setFiles((all) => [...all, newFile(chosen)])}
            >
              <PlusOutlined /> 再加文件
            </FileButton>
            {open === null && ordered.some((file) => isNext(file, null)) && (
              <Button type="primary" onClick={goOn}>
                {files.some(({ state }) => state === 'imported') ? '导入下一份' : '从第一份开始'}
              </Button>
            )}
          </li>
        </ol>
        {files.length > 0 && files.every(({ state }) => state !== 'waiting') && (
          <p className="import-set-done">
            <CheckCircleFilled /> 这些文件都处理完了{missing.length > 0 && `，还缺 ${missing.length} 份`}。
          </p>
        )}
      </section>
      {current && (
        <ImportPlanner
          key={current.token}
          chosen={current}
          before={before(current)}
          onImported={(list) => imported(current, list)}
          onDone={goOn}
        />
      )}
    </div>
  );
}

/** Whether a file is to be imported and is not the one at hand. */
function isNext({ token, state, fault }: SetFile, open: string | null): boolean {
  return state === 'waiting' && fault === null && token !== open;
}

function MissingRow({ list: { file, as, on, rows } }: { list: SetList }) {
  return (
    <li className="import-set-missing">
      <strong>还缺：{importAsNames[as]}</strong>
      <span className="quiet">
        上次是《{file}》，{on} 导入，{rows.toLocaleString('zh-CN')} 行
      </span>
    </li>
  );
}

/** The set that the files belong to, and what each of them was in it. It stays the same while they are imported. */
function useSet(files: readonly SetFile[], named: string | null) {
  const saved = useService('saved.list', {});
  const save = useCommand('saved.save');
  const may = useMayCall();
  const notify = useNotify();
  const today = useService('workspace.describe', {}).data?.today ?? '';
  const [own, setName] = useState('');
  /** What the set was before the first list of this time, and what it is now. */
  const [kept, setKept] = useState<{
    name: string;
    then: readonly SetList[];
    now: readonly SetList[];
  } | null>(null);
  const sets = setsOf(saved.data ?? []);
  const headed = files.map(({ name, preview }) => ({ name, columns: preview?.columns ?? [] }));
  const found = named === null ? likelySet(sets, headed) : (sets.find(({ name }) => name === named) ?? null);
  const set = kept ? { name: kept.name } : found;
  const then = kept?.then ?? found?.lists ?? [];
  const matched = matchSet(then, headed);
  const before = (file: SetFile) => matched.before[files.indexOf(file)] ?? null;
  const name = set?.name ?? own;
  const remember = (file: SetFile, { as, crs, columns, rows }: ImportedList) => {
    const list: SetList = { file: file.name, as, crs, columns: [...columns], on: today, rows };
    const now = withImported(kept?.now ?? then, before(file), list);
    const called = name.trim() || freeName(sets.map((each) => each.name));
    setKept({ name: called, then, now });
    if (!may('saved.save')) return;
    save
      .mutateAsync({ input: { name: called, content: { kind: 'importSet', lists: now } } })
      .catch(notify.failed);
  };
  return { set, name, setName, before, missing: matched.missing, remember };
}

function freeName(taken: readonly string[]): string {
  let name = USUAL_NAME;
  for (let i = 2; taken.includes(name); i++) name = `${USUAL_NAME} ${i}`;
  return name;
}
