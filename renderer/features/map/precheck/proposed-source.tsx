import { Button, Input } from 'antd';
import { type DragEvent, useState } from 'react';
import { importExtensions } from '#shared/contract/import.ts';
import { MOST_PROPOSED, type ProposedFile, type ProposedRow } from '#shared/contract/precheck.ts';
import { type ProposedColumns, readProposedList, writeProposedList } from '#shared/zones/proposed-list.ts';
import { client } from '../../../client/client.ts';
import { type ChosenFile, FileButton } from '../../../components/file-button.tsx';
import { useCarryOut } from '../../../components/use-carry-out.ts';
import { useTitles } from '../../../components/use-titles.ts';
import { ProposedColumnChoice } from './proposed-column-choice.tsx';

const accepted = importExtensions.map((extension) => `.${extension}`).join(',');

/** A list of proposed venues: pasted, or of a file that is dropped or chosen. */
export function ProposedSource({ onRows }: { onRows: (rows: readonly ProposedRow[]) => void }) {
  const [text, setText] = useState('');
  const [cut, setCut] = useState(0);
  const file = useProposedFile((rows, total) => {
    setText(writeProposedList(rows));
    setCut(total);
    onRows(rows);
  });
  const titles = useTitles();
  const check = () => {
    const isKind = (words: string) => [...titles.category.values()].includes(words);
    const found = readProposedList(text, isKind).map(
      ({ position, ...row }): ProposedRow => ({ ...row, position: position && [...position] }),
    );
    setCut(found.length);
    onRows(found.slice(0, MOST_PROPOSED));
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: what is dropped here can be chosen by the button as well
    <div
      className="proposed-source"
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => void file.drop(event)}
    >
      <p className="quiet small">
        把 Excel、CSV
        文件拖到这里或点“选择文件”，也可从表格里复制名称、类别、地址或坐标贴在下面。有无表头都行，最多{' '}
        {MOST_PROPOSED} 行。地址按标准地址和已有场所定位，坐标按 WGS84。
      </p>
      <Input.TextArea
        aria-label="拟设场所清单"
        rows={5}
        value={text}
        placeholder={'名称\t类别\t地址或坐标\n好运彩票\t彩票\t东街12号\n某某网吧\t网吧\t116.4012,39.8990'}
        onChange={({ target }) => setText(target.value)}
      />
      <div className="proposed-buttons">
        <Button type="primary" disabled={text.trim() === ''} onClick={check}>
          预检
        </Button>
        <FileButton accept={accepted} onChosen={file.take}>
          选择文件
        </FileButton>
        {file.read && (
          <span className="quiet small proposed-file">
            《{file.read.fileName}》{file.read.sheet && `“${file.read.sheet}”`} {file.read.total} 行
          </span>
        )}
      </div>
      {file.read && !file.read.isRecognised && (
        <ProposedColumnChoice key={file.read.fileName} file={file.read} onChosen={file.choose} />
      )}
      {cut > MOST_PROPOSED && (
        <p className="quiet small">
          清单有 {cut} 行，只查前 {MOST_PROPOSED} 行。
        </p>
      )}
    </div>
  );
}

/** The file that was last dropped or chosen, and its rows as soon as its columns are known. */
function useProposedFile(onRows: (rows: readonly ProposedRow[], total: number) => void) {
  const [chosen, setChosen] = useState<{ readonly file: ChosenFile; readonly read: ProposedFile } | null>(
    null,
  );
  const carryOut = useCarryOut();
  const read = async (file: ChosenFile, how: { header?: boolean; columns?: ProposedColumns }) => {
    const found = await client.call('precheck.readList', { token: file.token, ...how });
    setChosen({ file, read: found });
    if (found.isRecognised) onRows(found.rows, found.total);
  };
  const take = async (file: ChosenFile) => await read(file, {});
  return {
    read: chosen?.read ?? null,
    take,
    choose: (how: { header: boolean; columns: ProposedColumns }) =>
      carryOut(async () => chosen && (await read(chosen.file, how))),
    drop: async (event: DragEvent) => {
      const [dropped] = event.dataTransfer.files;
      if (!dropped) return;
      event.preventDefault();
      await carryOut(async () => await take(await client.put(dropped)));
    },
  };
}
